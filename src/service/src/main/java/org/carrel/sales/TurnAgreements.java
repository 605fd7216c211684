package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * Turns agreements on their days and with their money: whatever happened, in whatever order, an
 * agreement is moved step by step to where the facts of now put it, and its grants with it. That
 * access begins and ends with the term is in the grants' windows and waits for no sweep.
 */
@ApplicationScoped
class TurnAgreements {
  private static final Logger LOG = Logger.getLogger(TurnAgreements.class);
  private static final int BATCH = 50;

  private final Agreements agreements;
  private final AgreementInvoices invoices;
  private final Quotes quotes;
  private final FitGrants grants;
  private final AgreementConfig config;
  private final AgreementLog log;
  private final TellOfAgreements tell;
  private final Clock clock;

  TurnAgreements(
      Agreements agreements,
      AgreementInvoices invoices,
      Quotes quotes,
      FitGrants grants,
      AgreementConfig config,
      AgreementLog log,
      TellOfAgreements tell,
      Clock clock) {
    this.agreements = agreements;
    this.invoices = invoices;
    this.quotes = quotes;
    this.grants = grants;
    this.config = config;
    this.log = log;
    this.tell = tell;
    this.clock = clock;
  }

  /** Settings may have changed since they were looked at. */
  void started(@Observes StartupEvent event) {
    agreements.lookAtAll(Micros.now(clock));
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweep() {
    for (String id : agreements.due(clock.instant(), BATCH)) {
      try {
        QuarkusTransaction.requiringNew().run(() -> turn(id));
      } catch (RuntimeException e) {
        LOG.errorf(e, "agreement %s could not be turned", id);
      }
    }
  }

  void paid(@Observes InvoiceMoved event) {
    turn(event.invoice().agreementId());
  }

  /** A renewal that is answered, lapses or is given up decides what comes after the term. */
  void renewed(@Observes QuoteMoved event) {
    quotes.byId(event.quoteId()).flatMap(Quote::renews).ifPresent(this::turn);
  }

  /** Moves an agreement, under its lock, to where it stands now; again changes nothing. */
  @Transactional
  void turn(String id) {
    Agreement agreement = agreements.lock(id).orElseThrow();
    Instant now = Micros.now(clock);
    boolean began = false;
    Optional<AgreementEvent> next = facts(agreement, now).next(agreement.state(), now);
    while (next.isPresent()) {
      began |= next.get() == AgreementEvent.BEGIN;
      agreement.move(next.get(), now);
      agreements.flush();
      log.write(next.get().name().toLowerCase(java.util.Locale.ROOT), agreement, Map.of());
      tell.moved(agreement, invoices.of(id), next.get());
      next = facts(agreement, now).next(agreement.state(), now);
    }
    settle(agreement, now);
    if (began) {
      agreement.predecessorId().ifPresent(this::turn);
    }
  }

  /** After its state changed: the grants as they should be, and when to look again. */
  void settle(Agreement agreement, Instant now) {
    AgreementFacts facts = facts(agreement, now);
    grants.fit(agreement, facts, now);
    boolean followed = agreements.successorOf(agreement.id()).isPresent();
    Optional<Instant> notice =
        tell.due(agreement, invoices.of(agreement.id()), facts.unpaidAt(), followed, now);
    agreement.lookAgain(
        Stream.concat(facts.nextLook(agreement.state(), now).stream(), notice.stream())
            .min(Instant::compareTo)
            .orElse(null));
    agreements.flush();
  }

  private AgreementFacts facts(Agreement agreement, Instant now) {
    Optional<Agreement> successor = agreements.successorOf(agreement.id());
    boolean succeeded =
        successor
            .map(next -> next.begunAt().isPresent() || !now.isBefore(next.window().start()))
            .orElse(false);
    boolean waits = successor.filter(next -> !next.state().isOver()).isPresent();
    return new AgreementFacts(
        agreement.window(),
        agreement.daysAfterItsLast(config.renewalGraceDays()),
        invoices.of(agreement.id()).unpaidAt(config.paymentGraceDays(), agreement.zone()),
        waits || agreements.hasRenewalUnderWay(agreement.id(), now),
        succeeded);
  }
}
