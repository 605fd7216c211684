package org.carrel.stripesim.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.AnswerCheck;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.spec.OperationCounts;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.StripeError;
import org.jspecify.annotations.Nullable;

/** News of what happened: each event keeps the object as it was then, and never changes. */
@Singleton
public class Events {
  public static final String KIND = "event";
  private static final long HORIZON_SECONDS = 30L * 24 * 3600;

  /**
   * What made an event happen.
   *
   * @param requestId the API request, or null where a buyer or the clock did it
   */
  public record Cause(@Nullable String requestId, @Nullable String idempotencyKey) {
    public static final Cause NOT_A_REQUEST = new Cause(null, null);
  }

  private final Blank blank;
  private final AnswerCheck check;
  private final Description description;
  private final OperationCounts counts;
  private final Deliveries deliveries;
  private final SimTime time;

  Events(
      Blank blank,
      AnswerCheck check,
      Description description,
      OperationCounts counts,
      Deliveries deliveries,
      SimTime time) {
    this.blank = blank;
    this.check = check;
    this.description = description;
    this.counts = counts;
    this.deliveries = deliveries;
    this.time = time;
  }

  /** Records an event about {@code object} as it now is, and plans its deliveries. */
  public void happened(Transaction transaction, String type, ObjectNode object, Cause cause) {
    happened(transaction, type, object, null, cause);
  }

  /** As above, with the former values of the fields that changed. */
  public void happened(
      Transaction transaction,
      String type,
      ObjectNode object,
      @Nullable ObjectNode previous,
      Cause cause) {
    int many = deliveries.events(transaction, type);
    for (int i = 0; i < many; i++) {
      tell(transaction, type, object, previous, cause);
    }
  }

  private void tell(
      Transaction transaction,
      String type,
      ObjectNode object,
      @Nullable ObjectNode previous,
      Cause cause) {
    ObjectNode event = blank.of("Event").put("id", Ids.of("evt", 24)).put("type", type);
    event.put("api_version", Description.VERSION).put("created", time.seconds());
    ObjectNode data = event.putObject("data");
    data.set("object", object.deepCopy());
    if (previous != null) {
      data.set("previous_attributes", previous.deepCopy());
    }
    event
        .putObject("request")
        .put("id", cause.requestId())
        .put("idempotency_key", cause.idempotencyKey());
    event.put("livemode", object.path("livemode").asBoolean());
    event.put("pending_webhooks", deliveries.expected(type));
    verify(type, event);
    transaction.put(KIND, event);
    deliveries.plan(transaction, event.get("id").asText(), type);
  }

  private void verify(String type, ObjectNode event) {
    String operation = "event " + type;
    List<String> violations = check.violations(event, description.schema("Event"));
    JsonNode schema = description.eventObject(type);
    if (schema != null) {
      violations.addAll(check.violations(event.at("/data/object"), schema));
    }
    counts.called(operation, false);
    if (!violations.isEmpty()) {
      counts.violated(operation, violations);
      throw StripeError.internal("The simulator made an event that breaks Stripe's description.");
    }
  }

  /** The events of the last 30 days, newest first. */
  public Stream<ObjectNode> recent(Transaction transaction) {
    return transaction.newestFirst(KIND).filter(this::withinHorizon);
  }

  public Optional<ObjectNode> find(Transaction transaction, String id) {
    return transaction.find(KIND, id).filter(this::withinHorizon);
  }

  private boolean withinHorizon(ObjectNode event) {
    return event.get("created").asLong() > time.seconds() - HORIZON_SECONDS;
  }
}
