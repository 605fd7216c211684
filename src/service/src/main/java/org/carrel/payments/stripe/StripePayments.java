package org.carrel.payments.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.DisputeCollection;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PromotionCode;
import com.stripe.model.Refund;
import com.stripe.model.RefundCollection;
import com.stripe.model.checkout.Session;
import com.stripe.model.checkout.SessionCollection;
import com.stripe.net.ApiResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.carrel.payments.CardPayments;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.PaymentFacts;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The port, spoken to Stripe: Checkout Sessions in payment mode, hosted by Stripe. */
@ApplicationScoped
class StripePayments implements CardPayments {
  private static final Logger LOG = Logger.getLogger(StripePayments.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final List<String> EXPANDED =
      List.of("line_items", "payment_intent.latest_charge", "total_details.breakdown");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;

  /** Answered before Stripe looks at the request itself, so that nothing happened yet. */
  private static final Set<Integer> BEFORE_THE_WORK = Set.of(401, 409, 429);

  private final StripeWire wire;

  StripePayments(StripeWire wire) {
    this.wire = wire;
  }

  @Override
  public String checkoutParameters(CheckoutRequest request) {
    return json(SessionParameters.of(request));
  }

  @Override
  public Answer<Checkout> openCheckout(String idempotencyKey, String parameters) {
    return answer(
        "checkout session",
        () -> {
          Session session = wire.post(SESSIONS, idempotencyKey, map(parameters), Session.class);
          return new Checkout(session.getId(), session.getUrl());
        });
  }

  @Override
  public String refundParameters(String orderId, String paymentIntentId) {
    return json(
        Map.of(
            "payment_intent",
            paymentIntentId,
            "reason",
            "requested_by_customer",
            "metadata",
            Map.of(SessionParameters.ORDER, orderId)));
  }

  @Override
  public Answer<PaymentFacts.Refund> refund(String idempotencyKey, String parameters) {
    Answer<Refund> answer =
        answer(
            "refund",
            () -> wire.post("/v1/refunds", idempotencyKey, map(parameters), Refund.class));
    if (answer instanceof Answer.Done<Refund> done) {
      PaymentFacts.Refund refund = Facts.refund(done.value());
      return refund.gone()
          ? new Answer.Refused<>("refund_" + done.value().getStatus())
          : new Answer.Done<>(refund);
    }
    return answer instanceof Answer.Refused<Refund> refused
        ? new Answer.Refused<>(refused.code())
        : new Answer.Unclear<>(((Answer.Unclear<Refund>) answer).why());
  }

  @Override
  public Optional<PaymentFacts> facts(String sessionId, boolean withRefunds) {
    return ask(
        () -> {
          Session session =
              wire.get(
                  SESSIONS + "/" + ApiResource.urlEncodeId(sessionId),
                  Map.of("expand", EXPANDED),
                  Session.class);
          return Facts.of(session, code(session), refunds(session, withRefunds), disputes(session));
        });
  }

  @Override
  public Optional<String> sessionOf(String orderId, Instant from, Instant until) {
    Map<String, Long> created = Map.of("gte", from.getEpochSecond(), "lte", until.getEpochSecond());
    String after = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      SessionCollection sessions = sessions(created, after);
      Optional<String> found =
          sessions.getData().stream()
              .filter(session -> orderId.equals(session.getClientReferenceId()))
              .map(Session::getId)
              .findFirst();
      if (found.isPresent() || !Boolean.TRUE.equals(sessions.getHasMore())) {
        return found;
      }
      after = sessions.getData().get(sessions.getData().size() - 1).getId();
    }
    throw new PaymentsUnavailable(
        "more than " + MOST_PAGES * PAGE + " sessions to look through", null);
  }

  @Override
  public Optional<String> orderOf(String paymentIntentId) {
    return ask(
        () ->
            wire.<PaymentIntent>get(
                    "/v1/payment_intents/" + ApiResource.urlEncodeId(paymentIntentId),
                    null,
                    PaymentIntent.class)
                .getMetadata()
                .get(SessionParameters.ORDER));
  }

  private SessionCollection sessions(Map<String, Long> created, @Nullable String after) {
    Map<String, Object> params =
        after == null
            ? Map.of("limit", PAGE, "created", created)
            : Map.of("limit", PAGE, "created", created, "starting_after", after);
    return this.<SessionCollection>ask(() -> wire.get(SESSIONS, params, SessionCollection.class))
        .orElseThrow();
  }

  private @Nullable String code(Session session) throws StripeException {
    String id = Sales.promotionCode(session);
    if (id == null) {
      return null;
    }
    return wire.<PromotionCode>get(
            "/v1/promotion_codes/" + ApiResource.urlEncodeId(id), null, PromotionCode.class)
        .getCode();
  }

  private List<Refund> refunds(Session session, boolean known) throws StripeException {
    if (session.getPaymentIntent() == null || !(known || Facts.somethingRefunded(session))) {
      return List.of();
    }
    RefundCollection refunds =
        wire.get(
            "/v1/refunds",
            Map.of("payment_intent", session.getPaymentIntent(), "limit", PAGE),
            RefundCollection.class);
    return refunds.getData();
  }

  private List<com.stripe.model.Dispute> disputes(Session session) throws StripeException {
    if (!Facts.somethingDisputed(session)) {
      return List.of();
    }
    DisputeCollection disputes =
        wire.get(
            "/v1/disputes",
            Map.of("payment_intent", session.getPaymentIntent(), "limit", PAGE),
            DisputeCollection.class);
    return disputes.getData();
  }

  private <T> Answer<T> answer(String what, Call<T> call) {
    try {
      return new Answer.Done<>(Objects.requireNonNull(call.make()));
    } catch (StripeException e) {
      LOG.warnf("%s: %s, request %s", what, name(e), e.getRequestId());
      return isFinal(e) ? new Answer.Refused<>(name(e)) : new Answer.Unclear<>(name(e));
    }
  }

  /** Whether the same request again would be refused again, and nothing happened. */
  private static boolean isFinal(StripeException e) {
    Integer status = e.getStatusCode();
    return status != null
        && status >= 400
        && status < 500
        && !BEFORE_THE_WORK.contains(status)
        && !(e instanceof IdempotencyException);
  }

  private static <T> Optional<T> ask(Call<T> call) {
    try {
      return Optional.ofNullable(call.make());
    } catch (InvalidRequestException e) {
      if (Integer.valueOf(404).equals(e.getStatusCode())) {
        return Optional.empty();
      }
      throw new PaymentsUnavailable("Stripe refused a question: " + name(e), e);
    } catch (StripeException e) {
      throw new PaymentsUnavailable("Stripe cannot be asked: " + name(e), e);
    }
  }

  /** The error's code or kind, one word; its message may hold what a buyer typed. */
  private static String name(StripeException e) {
    return e.getCode() == null
        ? e.getClass().getSimpleName() + "_" + e.getStatusCode()
        : e.getCode();
  }

  private static String json(Map<String, Object> parameters) {
    try {
      return JSON.writeValueAsString(parameters);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters are plain values", e);
    }
  }

  private static Map<String, Object> map(String json) {
    try {
      return JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored parameters are JSON of ours", e);
    }
  }

  private interface Call<T> {
    @Nullable T make() throws StripeException;
  }
}
