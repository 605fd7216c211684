package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;

/** What happens to a Checkout Session after it was made: it is paid, or it expires. */
@Singleton
public class Checkout {
  public static final String CHALLENGE_FAILED =
      "We are unable to authenticate your payment method. Please choose a different payment method"
          + " and try again.";

  private static final String PENDING = "pending_payer";

  /** How an attempt to pay ended. */
  public sealed interface Result permits Paid, Declined, Challenged, Changed, Closed {}

  /** The money moved, now or before; the browser goes to the success URL. */
  public record Paid(String successUrl) implements Result {}

  /** The session stays open for another card. */
  public record Declined(String message) implements Result {}

  /** The card's holder has to authenticate first. */
  public record Challenged() implements Result {}

  /** The total is not what the buyer saw: no money is taken until they saw it. */
  public record Changed() implements Result {}

  /** The session has expired: no money is taken. */
  public record Closed() implements Result {}

  private final Records records;
  private final Payments payments;
  private final AdjustOrder adjust;
  private final Promotions promotions;
  private final Mismatches mismatches;
  private final Events events;
  private final Blank blank;
  private final SimConfig config;
  private final SimTime time;
  private volatile long nextExpiry;

  Checkout(
      Records records,
      Payments payments,
      AdjustOrder adjust,
      Promotions promotions,
      Mismatches mismatches,
      Events events,
      Blank blank,
      SimConfig config,
      SimTime time) {
    this.records = records;
    this.payments = payments;
    this.adjust = adjust;
    this.promotions = promotions;
    this.mismatches = mismatches;
    this.events = events;
    this.blank = blank;
    this.config = config;
    this.time = time;
  }

  /** Where a buyer pays for the session. */
  public String page(String session) {
    return config.baseUrl() + "/c/pay/" + session;
  }

  /** Takes note of a new session's end. */
  public void opened(ObjectNode session) {
    nextExpiry = Math.min(nextExpiry, session.get("expires_at").asLong());
  }

  /** Expires every session whose time is over; called before anything looks at sessions. */
  public void expireDue() {
    if (time.seconds() < nextExpiry) {
      return;
    }
    records.run(
        transaction -> {
          long now = time.seconds();
          List<ObjectNode> open =
              transaction.newestFirst(Kinds.SESSION).filter(each -> is(each, "open")).toList();
          long next = Long.MAX_VALUE;
          for (ObjectNode session : open) {
            long end = session.get("expires_at").asLong();
            if (end <= now) {
              expire(transaction, session.deepCopy(), Events.Cause.NOT_A_REQUEST);
            } else {
              next = Math.min(next, end);
            }
          }
          nextExpiry = next;
        });
  }

  /** Ends an open session without a payment. */
  public void expire(Transaction transaction, ObjectNode session, Events.Cause cause) {
    session.put("status", "expired").putNull("url");
    intent(transaction, session).ifPresent(each -> payments.cancel(transaction, each, cause));
    transaction.put(Kinds.SESSION, session);
    events.happened(transaction, "checkout.session.expired", session, cause);
  }

  /**
   * Tries to pay the session with a card, or completes it where it costs nothing.
   *
   * @param seen the total that the buyer saw; no matter which where empty
   */
  public Result pay(String id, Payer payer, Optional<Long> seen) {
    expireDue();
    return records.inTransaction(
        transaction -> {
          ObjectNode session = transaction.get(Kinds.SESSION, id);
          if (!is(session, "open")) {
            return alreadyEnded(session);
          }
          boolean mismatch = mismatches.apply(transaction, session);
          adjust.price(transaction, session, payer.billing().country());
          long total = session.get("amount_total").asLong();
          if (!mismatch && seen.isPresent() && seen.get() != total) {
            return new Changed();
          }
          return total == 0
              ? complete(transaction, session, payer, "no_payment_required")
              : attempt(transaction, session, payer);
        });
  }

  private Result attempt(Transaction transaction, ObjectNode session, Payer payer) {
    String id = session.get("id").asText();
    ObjectNode hidden = transaction.get(Kinds.HIDDEN, id);
    ObjectNode intent =
        intent(transaction, session)
            .orElseGet(
                () -> payments.begin(transaction, session, hidden.path("payment_intent_data")));
    intent.set("currency", session.get("currency"));
    intent.set("livemode", session.get("livemode"));
    intent.set("amount", session.get("amount_total"));
    session.set("payment_intent", intent.get("id"));
    transaction.put(Kinds.SESSION, session);
    switch (payer.card().outcome()) {
      case PAID -> {
        payments.succeed(transaction, intent, payer, false);
        return complete(transaction, session, payer, "paid");
      }
      case DECLINED -> {
        payments.decline(transaction, intent, payer);
        return new Declined(payer.card().message());
      }
      default -> {
        payments.challenge(transaction, intent, page(id) + "/authenticate");
        hidden.set(PENDING, payer.toJson());
        transaction.put(Kinds.HIDDEN, hidden);
        return new Challenged();
      }
    }
  }

  /** The card's holder answered the challenge. */
  public Result authenticated(String id, boolean successfully) {
    expireDue();
    return records.inTransaction(
        transaction -> {
          ObjectNode session = transaction.get(Kinds.SESSION, id);
          Optional<ObjectNode> intent =
              intent(transaction, session)
                  .filter(each -> each.get("status").asText().equals("requires_action"));
          if (!is(session, "open")) {
            return alreadyEnded(session);
          }
          if (intent.isEmpty()) {
            return new Declined("There is nothing to authenticate: please enter a card.");
          }
          ObjectNode hidden = transaction.get(Kinds.HIDDEN, id);
          Payer payer = Payer.from(hidden.get(PENDING));
          hidden.remove(PENDING);
          transaction.put(Kinds.HIDDEN, hidden);
          if (!successfully || !intent.get().get("amount").equals(session.get("amount_total"))) {
            payments.challengeFailed(transaction, intent.get());
            return new Declined(CHALLENGE_FAILED);
          }
          payments.succeed(transaction, intent.get(), payer, true);
          return complete(transaction, session, payer, "paid");
        });
  }

  private Result complete(
      Transaction transaction, ObjectNode session, Payer payer, String paymentStatus) {
    ObjectNode hidden = transaction.get(Kinds.HIDDEN, session.get("id").asText());
    if (hidden.path(Pricing.DISCOUNT) instanceof ObjectNode discount) {
      promotions.redeem(transaction, discount);
    }
    if (paymentStatus.equals("no_payment_required")) {
      intent(transaction, session)
          .ifPresent(each -> payments.cancel(transaction, each, Events.Cause.NOT_A_REQUEST));
      session.putNull("payment_intent");
    }
    session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
    customer(session, payer);
    transaction.put(Kinds.SESSION, session);
    events.happened(transaction, "checkout.session.completed", session, Events.Cause.NOT_A_REQUEST);
    return new Paid(successUrl(session));
  }

  private void customer(ObjectNode session, Payer payer) {
    Billing billing = payer.billing();
    ObjectNode details = blank.of("Checkout.Session.CustomerDetails");
    details.put("email", payer.email()).put("name", payer.name()).put("tax_exempt", "none");
    details.set("address", billing.address(blank));
    if (!billing.businessName().isEmpty()) {
      details.put("business_name", billing.businessName());
    }
    ArrayNode ids = details.putArray("tax_ids");
    if (!billing.taxId().isEmpty()) {
      ids.addObject().put("type", billing.taxType()).put("value", billing.taxId());
    }
    session.set("customer_details", details);
    for (JsonNode field : session.get("custom_fields")) {
      String given = billing.custom().getOrDefault(field.get("key").asText(), "");
      if (!given.isEmpty()) {
        ((ObjectNode) field.get("text")).put("value", given);
      }
    }
  }

  private Result alreadyEnded(ObjectNode session) {
    return is(session, "complete") ? new Paid(successUrl(session)) : new Closed();
  }

  /** The success URL with the session's id in it. */
  public static String successUrl(ObjectNode session) {
    return session
        .get("success_url")
        .asText()
        .replace("{CHECKOUT_SESSION_ID}", session.get("id").asText());
  }

  private static Optional<ObjectNode> intent(Transaction transaction, ObjectNode session) {
    return Optional.ofNullable(session.get("payment_intent").textValue())
        .map(id -> transaction.get(Kinds.PAYMENT_INTENT, id));
  }

  private static boolean is(ObjectNode session, String status) {
    return session.get("status").asText().equals(status);
  }
}
