package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.carrel.base.Micros;
import org.carrel.institutions.Institutions;
import org.carrel.sales.prices.Offer;

/**
 * Notes that an institution accepted a quote for what it tries or tried. What runs goes on to its
 * end: the agreement takes over where it begins.
 */
@ApplicationScoped
class ConvertTrials {
  private final Trials trials;
  private final Institutions institutions;
  private final TrialLog log;
  private final Clock clock;

  ConvertTrials(Trials trials, Institutions institutions, TrialLog log, Clock clock) {
    this.trials = trials;
    this.institutions = institutions;
    this.log = log;
    this.clock = clock;
  }

  void accepted(@Observes QuoteAccepted event) {
    Instant now = Micros.now(clock);
    Set<Integer> bought = new HashSet<>();
    event.version().content().offer().collections().stream()
        .map(Offer.Volume::number)
        .forEach(bought::add);
    trials
        .toConvert(institutions.formerOf(event.quote().institutionId()))
        .forEach(id -> trials.hold(id).ifPresent(held -> convert(held.trial(), bought, now)));
  }

  private void convert(Trial trial, Set<Integer> bought, Instant now) {
    boolean tried =
        trial.collections().isEmpty() || trial.collections().stream().anyMatch(bought::contains);
    if (tried && TrialEvent.TABLE.next(trial.state(), TrialEvent.CONVERT).isPresent()) {
      trial.end(TrialEvent.CONVERT, now);
      log.note(trial, TrialState.CONVERTED.name(), null);
    }
  }
}
