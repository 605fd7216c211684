package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.InvoicePayments;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempt.State;
import org.carrel.payments.PaymentAttempts;
import org.jboss.logging.Logger;

/**
 * Has a call to the processor made once for a subject, whoever asks, how often and wherever it
 * broke off before: written down, made, its outcome written down.
 */
@ApplicationScoped
class CallOnce {
  private static final Logger LOG = Logger.getLogger(CallOnce.class);

  /** The processor remembers a key for a day; before that is over it is asked what it has. */
  private static final Duration KEY_LIVES = Duration.ofHours(23);

  /** What was refused is tried again after so long, when somebody may have put it right. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final EntityManager entities;
  private final PaymentAttempts attempts;
  private final InvoicePayments payments;
  private final Clock clock;

  CallOnce(
      EntityManager entities, PaymentAttempts attempts, InvoicePayments payments, Clock clock) {
    this.entities = entities;
    this.attempts = attempts;
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Makes the call unless it is done.
   *
   * @param subject what it is for
   * @param call its text; asked for only if it was never written down
   * @param there what the processor has of it, asked where an answer is no, or none
   * @return the processor's id of what was made; nothing where it is not made yet
   */
  Optional<String> make(
      Kind kind, String subject, Supplier<String> call, Supplier<Optional<String>> there) {
    Optional<PaymentAttempt> found = begin(kind, subject, call);
    if (found.isEmpty() || found.get().state() == State.DONE) {
      return found.flatMap(PaymentAttempt::objectId);
    }
    PaymentAttempt attempt = found.get();
    if (attempt.createdAt().plus(KEY_LIVES).isBefore(clock.instant())) {
      Optional<String> made = there.get();
      made.ifPresentOrElse(
          id -> done(attempt, id), () -> settle(() -> attempts.none(attempt.id())));
      return made;
    }
    return send(attempt, there);
  }

  private Optional<String> send(PaymentAttempt attempt, Supplier<Optional<String>> there) {
    Answer<String> answer = payments.make(attempt.idempotencyKey(), attempt.parameters());
    if (answer instanceof Answer.Done<String> made) {
      done(attempt, made.value());
      return Optional.of(made.value());
    }
    if (answer instanceof Answer.Refused<String> refused) {
      Optional<String> made = there.get();
      made.ifPresentOrElse(id -> done(attempt, id), () -> refused(attempt, refused.code()));
      return made;
    }
    Optional<String> made = there.get();
    made.ifPresent(id -> done(attempt, id));
    return made;
  }

  private Optional<PaymentAttempt> begin(Kind kind, String subject, Supplier<String> call) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              alone(subject);
              List<PaymentAttempt> before =
                  attempts.of(subject).stream().filter(one -> one.kind() == kind).toList();
              Optional<PaymentAttempt> stands =
                  before.stream()
                      .filter(one -> one.state() == State.DONE || one.state() == State.OPEN)
                      .findFirst();
              if (stands.isPresent() || before.stream().anyMatch(this::isJustRefused)) {
                return stands;
              }
              return Optional.of(attempts.begin(kind, subject, call.get()));
            });
  }

  private boolean isJustRefused(PaymentAttempt attempt) {
    Instant since = clock.instant().minus(PAUSE);
    return attempt.state() == State.REFUSED && attempt.settledAt().orElseThrow().isAfter(since);
  }

  /** Until the transaction ends nobody else begins a call for this subject. */
  private void alone(String subject) {
    entities
        .createNativeQuery("select pg_advisory_xact_lock(hashtext(:subject))", Object.class)
        .setParameter("subject", "carrel.processor/" + subject)
        .getResultList();
  }

  private void done(PaymentAttempt attempt, String id) {
    settle(() -> attempts.done(attempt.id(), id));
  }

  private void refused(PaymentAttempt attempt, String code) {
    LOG.errorf("%s of %s refused: %s", attempt.kind(), attempt.orderId(), code);
    settle(() -> attempts.refused(attempt.id(), code));
  }

  private static void settle(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }
}
