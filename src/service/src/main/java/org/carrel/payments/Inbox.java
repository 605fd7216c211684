package org.carrel.payments;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of webhooks: each event is checked, stored once by its id and answered; the work is
 * done from the table. Order and number of deliveries mean nothing.
 */
@ApplicationScoped
public class Inbox {
  private static final Logger LOG = Logger.getLogger(Inbox.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** The events that mean something here. */
  static final Set<String> TYPES =
      Set.of(
          "checkout.session.completed",
          "checkout.session.async_payment_succeeded",
          "checkout.session.async_payment_failed",
          "checkout.session.expired",
          "charge.refunded",
          "charge.refund.updated",
          "refund.created",
          "refund.updated",
          "refund.failed",
          "charge.dispute.created",
          "charge.dispute.updated",
          "charge.dispute.closed",
          "charge.dispute.funds_withdrawn",
          "charge.dispute.funds_reinstated",
          "invoice.finalized",
          "invoice.paid",
          "invoice.voided",
          "invoice.marked_uncollectible");

  private static final String INSERT =
      "insert into stripe_events (id, type, object_type, object_id, session_id, payment_intent_id,"
          + " order_id, livemode, received_at, state, next_at, settled_at) values (:id, :type,"
          + " :objectType, cast(:objectId as text), cast(:session as text), cast(:intent as text),"
          + " cast(:order as text), :livemode, :now, :state, :now,"
          + " case when :state = 'WAITING' then null else cast(:now as timestamptz) end)"
          + " on conflict (id) do nothing";

  private final EntityManager entities;
  private final StripeConfig config;
  private final Clock clock;

  Inbox(EntityManager entities, StripeConfig config, Clock clock) {
    this.entities = entities;
    this.config = config;
    this.clock = clock;
  }

  /** What became of a delivery. */
  public enum Receipt {
    STORED,
    /** Stored before, or of no meaning here. */
    NOTHING_NEW,
    /** No signature of ours over these bytes near this time, or no event. */
    REFUSED
  }

  /**
   * Takes a delivery in.
   *
   * @param body the raw bytes as they came
   * @param signature the {@code Stripe-Signature} header
   */
  @Transactional
  public Receipt receive(byte[] body, @Nullable String signature) {
    Instant now = Micros.now(clock);
    if (!WebhookSignature.holds(
        signature, body, config.webhookSecrets(), now, config.signatureTolerance())) {
      LOG.info("webhook refused: signature");
      return Receipt.REFUSED;
    }
    Optional<JsonNode> event = event(body);
    if (event.isEmpty()) {
      LOG.warn("webhook refused: signed, but no event");
      return Receipt.REFUSED;
    }
    JsonNode read = event.get();
    return store(
        EventPointers.of(
            read.path("id").asText(),
            read.path("type").asText(),
            read.path("livemode").asBoolean(),
            read.path("data").path("object")));
  }

  /** Stores an event, told by a webhook or asked for, if it is not known. */
  @Transactional
  Receipt store(EventPointers event) {
    Instant now = Micros.now(clock);
    boolean ours = TYPES.contains(event.type()) && event.livemode() == config.livemode();
    int stored =
        entities
            .createNativeQuery(INSERT)
            .setParameter("id", event.id())
            .setParameter("type", event.type())
            .setParameter("objectType", event.objectType())
            .setParameter("objectId", event.objectId())
            .setParameter("session", event.sessionId())
            .setParameter("intent", event.paymentIntentId())
            .setParameter("order", event.orderId())
            .setParameter("livemode", event.livemode())
            .setParameter("now", now)
            .setParameter(
                "state", (ours ? StripeEvent.State.WAITING : StripeEvent.State.IGNORED).name())
            .executeUpdate();
    LOG.infof("event %s %s %s", event.id(), event.type(), stored == 1 ? "stored" : "known");
    return ours && stored == 1 ? Receipt.STORED : Receipt.NOTHING_NEW;
  }

  private static Optional<JsonNode> event(byte[] body) {
    try {
      JsonNode event = JSON.readTree(body);
      boolean whole =
          event.isObject()
              && event.path("object").asText().equals("event")
              && event.path("id").asText().matches("[A-Za-z0-9_]{1,255}")
              && event.path("type").asText().matches("[a-z0-9_.]{1,255}")
              && event.path("data").path("object").isObject();
      return whole ? Optional.of(event) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
