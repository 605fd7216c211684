package org.carrel.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.DisputeCollection;
import com.stripe.model.InvoicePaymentCollection;
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
import java.util.Optional;
import org.carrel.payments.CardPayments;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.PaymentFacts;
import org.jspecify.annotations.Nullable;

/** The port, spoken to Stripe: Checkout Sessions in payment mode, hosted by Stripe. */
@ApplicationScoped
class StripePayments implements CardPayments {
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final List<String> EXPANDED =
      List.of("line_items", "payment_intent.latest_charge", "total_details.breakdown");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;

  private final StripeWire wire;

  StripePayments(StripeWire wire) {
    this.wire = wire;
  }

  @Override
  public String checkoutParameters(CheckoutRequest request) {
    return StripeCalls.json(SessionParameters.of(request));
  }

  @Override
  public Answer<Checkout> openCheckout(String idempotencyKey, String parameters) {
    return StripeCalls.answer(
        "checkout session",
        () -> {
          Session session =
              wire.post(SESSIONS, idempotencyKey, StripeCalls.map(parameters), Session.class);
          return new Checkout(session.getId(), session.getUrl());
        });
  }

  @Override
  public String refundParameters(String orderId, String paymentIntentId) {
    return StripeCalls.json(
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
        StripeCalls.answer(
            "refund",
            () ->
                wire.post(
                    "/v1/refunds", idempotencyKey, StripeCalls.map(parameters), Refund.class));
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
    return StripeCalls.ask(
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
    return StripeCalls.ask(
        () -> {
          PaymentIntent intent =
              wire.get(
                  "/v1/payment_intents/" + ApiResource.urlEncodeId(paymentIntentId),
                  null,
                  PaymentIntent.class);
          String order = intent.getMetadata().get(SessionParameters.ORDER);
          return order == null && intent.getCustomer() != null ? invoiced(intent) : order;
        });
  }

  /** What the invoice names that a payment is for: such a payment says nothing itself. */
  private @Nullable String invoiced(PaymentIntent intent) throws StripeException {
    InvoicePaymentCollection payments =
        wire.get(
            "/v1/invoice_payments",
            Map.of(
                "payment",
                Map.of("type", "payment_intent", "payment_intent", intent.getId()),
                "expand",
                List.of("data.invoice")),
            InvoicePaymentCollection.class);
    return payments.getData().isEmpty()
        ? null
        : payments.getData().get(0).getInvoiceObject().getMetadata().get(SessionParameters.ORDER);
  }

  private SessionCollection sessions(Map<String, Long> created, @Nullable String after) {
    Map<String, Object> params =
        after == null
            ? Map.of("limit", PAGE, "created", created)
            : Map.of("limit", PAGE, "created", created, "starting_after", after);
    return StripeCalls.<SessionCollection>ask(
            () -> wire.get(SESSIONS, params, SessionCollection.class))
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
}
