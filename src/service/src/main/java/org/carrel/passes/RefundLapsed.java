package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * Gives the money of passes back that lapsed, where their plan says so: once the refund is written
 * down, {@link SweepOrders} sees it through. What a crash interrupts is taken up again.
 */
@ApplicationScoped
class RefundLapsed {
  private static final Logger LOG = Logger.getLogger(RefundLapsed.class);
  private static final String BY = "lapse-timer";
  private static final int BATCH = 20;

  /** What one process took, the others leave alone for so long. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final Passes passes;
  private final RefundOrder refunds;
  private final Clock clock;

  RefundLapsed(Passes passes, RefundOrder refunds, Clock clock) {
    this.passes = passes;
    this.refunds = refunds;
    this.clock = clock;
  }

  @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
  void refund() {
    take().forEach(this::refund);
  }

  private List<Pass> take() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<Pass> due = passes.toRefund(Micros.now(clock), BATCH);
              due.forEach(pass -> pass.refundAt(Micros.now(clock).plus(LEASE)));
              return due;
            });
  }

  private void refund(Pass pass) {
    try {
      refunds.refund(pass.orderId(), BY);
      QuarkusTransaction.requiringNew()
          .run(() -> passes.lock(pass.id()).orElseThrow().refundAt(null));
    } catch (RuntimeException e) {
      LOG.warnf(e, "pass %s: its money is sent back later", pass.id());
    }
  }
}
