package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.spec.AnswerCheck;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.spec.Operation;
import org.carrel.stripesim.spec.OperationCounts;
import org.carrel.stripesim.spec.ParameterCheck;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Answer;
import org.carrel.stripesim.wire.ApiKeys;
import org.carrel.stripesim.wire.Faults;
import org.carrel.stripesim.wire.Form;
import org.carrel.stripesim.wire.Idempotency;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every request to the API goes through: key, version, operation, idempotency, parameters, the
 * endpoint's work and the check of its answer. Work, answer and idempotency record are one
 * transaction: an answer that breaks the description undoes its own effect.
 */
@Startup
@Singleton
class Gateway {
  private static final Logger LOG = Logger.getLogger(Gateway.class);

  record Request(
      String method,
      String path,
      String form,
      @Nullable String authorization,
      @Nullable String version,
      @Nullable String idempotencyKey) {

    /** The key, where it has an effect. */
    Optional<String> key() {
      return method.equals("POST")
          ? Optional.ofNullable(idempotencyKey).filter(key -> !key.isEmpty())
          : Optional.empty();
    }
  }

  private final Map<String, Function<Call, ObjectNode>> offered = new HashMap<>();
  private final ApiKeys keys;
  private final Description description;
  private final ParameterCheck parameters;
  private final AnswerCheck answers;
  private final OperationCounts counts;
  private final Idempotency idempotency;
  private final Faults faults;
  private final Expansion expansion;
  private final Checkout checkout;
  private final Records records;

  Gateway(
      @All List<Endpoints> endpoints,
      ApiKeys keys,
      Description description,
      ParameterCheck parameters,
      AnswerCheck answers,
      OperationCounts counts,
      Idempotency idempotency,
      Faults faults,
      Expansion expansion,
      Checkout checkout,
      Records records) {
    this.keys = keys;
    this.description = description;
    this.parameters = parameters;
    this.answers = answers;
    this.counts = counts;
    this.idempotency = idempotency;
    this.faults = faults;
    this.expansion = expansion;
    this.checkout = checkout;
    this.records = records;
    endpoints.forEach(each -> offered.putAll(each.offered()));
    offered.keySet().forEach(description::operation);
  }

  Answer answer(Request request) {
    String id = Ids.of("req", 14);
    Answer answer;
    try {
      keys.check(request.authorization());
      checkVersion(request.version());
      answer = authorized(request, id);
    } catch (StripeError e) {
      answer = refusal("refused before any operation", e, id);
    }
    answer = answer.with("Request-Id", id).with("Stripe-Version", Description.VERSION);
    return request.key().isPresent() ? answer.with("Idempotency-Key", request.key().get()) : answer;
  }

  private static void checkVersion(@Nullable String version) {
    if (version != null && !version.equals(Description.VERSION)) {
      throw StripeError.parameter(
          null,
          null,
          "Invalid Stripe API version: this simulator speaks only " + Description.VERSION + ".");
    }
  }

  private Answer authorized(Request request, String id) {
    Description.Match match =
        description
            .match(request.method(), request.path())
            .filter(found -> offered.containsKey(found.operation().id()))
            .orElseThrow(() -> StripeError.unknownUrl(request.method(), request.path()));
    String operation = match.operation().id();
    try {
      Form form = Form.parse(request.form());
      checkout.expireDue();
      Optional<Faults.Kind> fault = faults.take(operation);
      if (fault.isPresent()) {
        return faulty(fault.get(), request, match, form, id);
      }
      Answer answer = work(new Work(request, match, form, id, false));
      counts.called(operation, answer.status() >= 400);
      return answer;
    } catch (StripeError e) {
      return refusal(operation, e, id);
    }
  }

  /**
   * What is to be done.
   *
   * @param fails whether the answer is 500 though the work was done
   */
  private record Work(
      Request request, Description.Match match, Form form, String id, boolean fails) {}

  private Answer faulty(
      Faults.Kind fault, Request request, Description.Match match, Form form, String id) {
    LOG.infof("%s of %s: %s, as was asked for", id, match.operation().id(), fault.written());
    return switch (fault) {
      case TOO_MANY -> throw StripeError.tooMany();
      case UNAVAILABLE ->
          refusal(match.operation().id(), StripeError.unavailable(), id)
              .with("Stripe-Should-Retry", "true");
      case UNAVAILABLE_FOR_LONG -> throw StripeError.unavailable();
      case CLOSE_BEFORE -> Answer.NONE;
      case CLOSE_AFTER -> {
        work(new Work(request, match, form, id, false));
        yield Answer.NONE;
      }
      case ERROR_AFTER -> work(new Work(request, match, form, id, true));
    };
  }

  private Answer work(Work work) {
    return work.request().key().isPresent() ? onceOnly(work) : execute(work);
  }

  private Answer onceOnly(Work work) {
    String key = work.request().key().orElseThrow();
    String path = work.request().path();
    Optional<Answer> kept = idempotency.begin(key, path, work.form());
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      return execute(work);
    } catch (StripeError e) {
      if (e.remembered()) {
        Answer refusal = new Answer(e.status(), Json.pretty(e.body(work.id())));
        records.run(each -> idempotency.keep(each, key, path, work.form(), work.id(), refusal));
      }
      throw e;
    } finally {
      idempotency.end(key);
    }
  }

  private Answer execute(Work work) {
    Operation operation = work.match().operation();
    ObjectNode params = parameters.typed(work.form(), operation);
    Optional<String> key = work.request().key();
    Events.Cause cause = new Events.Cause(work.id(), key.orElse(null));
    try {
      return records.inTransaction(
          transaction -> {
            Call call = new Call(transaction, operation, work.match().varying(), params, cause);
            ObjectNode body = offered.get(operation.id()).apply(call);
            expansion.apply(call, body);
            verify(operation.id(), body, answers.violations(body, operation.answer()));
            Answer answer = work.fails() ? failure(work.id()) : new Answer(200, Json.pretty(body));
            key.ifPresent(
                each ->
                    idempotency.keep(
                        transaction, each, work.request().path(), work.form(), work.id(), answer));
            return answer;
          });
    } catch (StripeError e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed in %s", work.id(), operation.id());
      throw StripeError.internal("An error occurred in the simulator; nothing was changed.");
    }
  }

  private static Answer failure(String id) {
    StripeError error = StripeError.internal("An unknown error occurred.");
    return new Answer(error.status(), Json.pretty(error.body(id)));
  }

  private void verify(String operation, ObjectNode body, List<String> violations) {
    if (!violations.isEmpty()) {
      counts.violated(operation, violations);
      LOG.errorf("%s would have broken the description: %s", operation, violations);
      throw StripeError.internal(
          "The simulator's own answer breaks Stripe's description; nothing was changed.");
    }
  }

  private Answer refusal(String operation, StripeError error, String id) {
    ObjectNode body = error.body(id);
    List<String> violations = answers.violations(body, description.schema("error"));
    if (!violations.isEmpty()) {
      counts.violated(operation, violations);
    }
    counts.called(operation, true);
    return new Answer(error.status(), Json.pretty(body))
        .with("Stripe-Should-Retry", String.valueOf(error.status() == 409));
  }
}
