package org.carrel.payments;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.carrel.base.Micros;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/**
 * Works through the inbox: takes events under a lease (so that several processes share the work and
 * a dead one's is done by another), tells each as a {@link PaymentSignal} outside any transaction,
 * and puts off what fails.
 */
@ApplicationScoped
public class WorkInbox {
  private static final Logger LOG = Logger.getLogger(WorkInbox.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int BATCH = 5;
  private static final int WORKERS = 3;
  private static final int SKIP_LOCKED = -2;

  private final EntityManager entities;
  private final CardPayments payments;
  private final Event<PaymentSignal> signals;

  /** Takes nothing along from who calls: not a transaction that is over, not a request. */
  private final ManagedExecutor executor =
      ManagedExecutor.builder()
          .propagated(ThreadContext.NONE)
          .cleared(ThreadContext.ALL_REMAINING)
          .build();

  private final Clock clock;
  private final Semaphore free = new Semaphore(WORKERS);

  WorkInbox(
      EntityManager entities, CardPayments payments, Event<PaymentSignal> signals, Clock clock) {
    this.entities = entities;
    this.payments = payments;
    this.signals = signals;
    this.clock = clock;
  }

  /** Starts on what has just been stored, without waiting for it. */
  public void wake() {
    executor.execute(this::work);
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void work() {
    if (!free.tryAcquire()) {
      return;
    }
    try {
      List<StripeEvent> batch = take();
      while (!batch.isEmpty()) {
        batch.forEach(this::handle);
        batch = take();
      }
    } finally {
      free.release();
    }
  }

  private List<StripeEvent> take() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<StripeEvent> due =
                  entities
                      .createQuery(
                          "from StripeEvent e where e.state = :waiting and e.nextAt <= :now"
                              + " order by e.nextAt",
                          StripeEvent.class)
                      .setParameter("waiting", StripeEvent.State.WAITING)
                      .setParameter("now", Micros.now(clock))
                      .setMaxResults(BATCH)
                      .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                      .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                      .getResultList();
              due.forEach(event -> event.lease(Micros.now(clock), LEASE));
              return due;
            });
  }

  private void handle(StripeEvent event) {
    try {
      Optional<String> order = orderOf(event);
      order.ifPresent(id -> signals.fire(new PaymentSignal(id, event.sessionId().orElse(null))));
      settle(event, order.isPresent() ? StripeEvent.State.DONE : StripeEvent.State.IGNORED);
    } catch (RuntimeException e) {
      LOG.warnf(e, "event %s put off after attempt %d", event.id(), event.attempts());
      postpone(event, e);
    }
  }

  private Optional<String> orderOf(StripeEvent event) {
    return event.orderId().or(() -> event.paymentIntentId().flatMap(payments::orderOf));
  }

  private void settle(StripeEvent event, StripeEvent.State outcome) {
    QuarkusTransaction.requiringNew().run(() -> find(event).settle(outcome, Micros.now(clock)));
  }

  private void postpone(StripeEvent event, RuntimeException e) {
    QuarkusTransaction.requiringNew()
        .run(() -> find(event).postpone(e.getClass().getSimpleName(), Micros.now(clock)));
  }

  private StripeEvent find(StripeEvent event) {
    return entities.find(StripeEvent.class, event.id(), LockModeType.PESSIMISTIC_WRITE);
  }
}
