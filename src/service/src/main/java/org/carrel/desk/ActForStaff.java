package org.carrel.desk;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Passes;
import org.carrel.passes.RefundOrder;
import org.carrel.passes.ResendLink;
import org.carrel.passes.RevokePass;

/**
 * What staff do by hand. Who asked and why is written down before anything is done, so that an act
 * that a crash cut in two can be seen too. Never call it inside a transaction: a refund goes over
 * the network.
 */
@ApplicationScoped
public class ActForStaff {
  private final RefundOrder refunds;
  private final RevokePass revocations;
  private final ResendLink links;
  private final Passes passes;
  private final EntityManager entities;
  private final AuditLog audit;
  private final Clock clock;

  ActForStaff(
      RefundOrder refunds,
      RevokePass revocations,
      ResendLink links,
      Passes passes,
      EntityManager entities,
      AuditLog audit,
      Clock clock) {
    this.refunds = refunds;
    this.revocations = revocations;
    this.links = links;
    this.passes = passes;
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** What came of it. */
  public enum Outcome {
    REFUNDED,
    NOTHING_CHARGED,
    NOTHING_TO_REFUND,
    REFUND_REFUSED,
    REFUND_UNCLEAR,
    REVOKED,
    REVOKED_BEFORE,
    SENT,
    NOTHING_TO_SEND
  }

  /**
   * Refunds an order in full.
   *
   * @param by the reader's id of the member of staff
   */
  public Outcome refund(String orderId, String reason, String by) {
    return act(
        orderId,
        StaffAct.Kind.REFUND,
        reason,
        by,
        () ->
            switch (refunds.refund(orderId, by)) {
              case REFUNDED -> Outcome.REFUNDED;
              case NOTHING_CHARGED -> Outcome.NOTHING_CHARGED;
              case NOTHING_TO_REFUND -> Outcome.NOTHING_TO_REFUND;
              case REFUSED -> Outcome.REFUND_REFUSED;
              case UNCLEAR -> Outcome.REFUND_UNCLEAR;
            });
  }

  /** Takes a pass back; no money moves. */
  public Outcome revoke(Pass pass, String reason, String by) {
    return act(
        pass.orderId(),
        StaffAct.Kind.REVOKE,
        reason,
        by,
        () -> {
          boolean before =
              passes.find(pass.id()).filter(p -> p.state() == PassState.REVOKED).isPresent();
          revocations.revoke(pass.id(), by);
          return before ? Outcome.REVOKED_BEFORE : Outcome.REVOKED;
        });
  }

  /** Mails a new access link to the order's address; earlier links end. */
  public Outcome resend(String orderId, String by) {
    return act(
        orderId,
        StaffAct.Kind.RESEND,
        "",
        by,
        () -> links.resend(orderId, by) ? Outcome.SENT : Outcome.NOTHING_TO_SEND);
  }

  private Outcome act(
      String orderId, StaffAct.Kind kind, String reason, String by, Supplier<Outcome> deed) {
    String id = Ids.of("f");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              entities.persist(new StaffAct(id, orderId, kind, reason, by, clock.instant()));
              audit.record(
                  "staff." + kind.name().toLowerCase(java.util.Locale.ROOT),
                  orderId,
                  Map.of("by", by, "act", id));
            });
    Outcome outcome = deed.get();
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(StaffAct.class, id).cameTo(outcome.name()));
    return outcome;
  }
}
