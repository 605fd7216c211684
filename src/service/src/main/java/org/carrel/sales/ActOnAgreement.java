package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.access.Grant;
import org.carrel.access.Grants;
import org.carrel.base.Micros;
import org.carrel.institutions.Courtesies;
import org.carrel.institutions.Courtesy;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;

/** What staff do with an agreement: open it before its first day, or terminate it. */
@ApplicationScoped
public class ActOnAgreement {
  private final Agreements agreements;
  private final Institutions institutions;
  private final Courtesies courtesies;
  private final Grants grants;
  private final TurnAgreements turn;
  private final AgreementLog log;
  private final Clock clock;

  ActOnAgreement(
      Agreements agreements,
      Institutions institutions,
      Courtesies courtesies,
      Grants grants,
      TurnAgreements turn,
      AgreementLog log,
      Clock clock) {
    this.agreements = agreements;
    this.institutions = institutions;
    this.courtesies = courtesies;
    this.grants = grants;
    this.turn = turn;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Brings a signed agreement into force today: each of its institutions gets a courtesy from today
   * to the day before the first one.
   *
   * @param reason for colleagues
   * @param by the reader's id of the member of staff
   * @return whether its state allowed it
   */
  @Transactional
  public boolean open(String id, String reason, String by) {
    Optional<Agreement> found =
        agreements.lock(id).filter(one -> one.state() == AgreementState.SIGNED);
    found.ifPresent(agreement -> open(agreement, reason, by, Micros.now(clock)));
    return found.isPresent();
  }

  private void open(Agreement agreement, String reason, String by, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, agreement.zone());
    LocalDate before = agreement.term().first().minusDays(1);
    if (!before.isBefore(today)) {
      Courtesy.Terms terms = new Courtesy.Terms(today, before, reason);
      for (Agreements.Given given : agreements.grantsOf(agreement.id())) {
        Institution member = institutions.byId(given.institutionId()).orElseThrow();
        Set<Integer> collections =
            grants.find(given.grantId()).map(Grant::collections).orElseThrow();
        courtesies.give(member, collections, terms, by);
      }
    }
    agreement.move(AgreementEvent.BEGIN, now);
    agreements.flush();
    log.write("opened", agreement, Map.of("by", by));
    turn.turn(agreement.id());
  }

  /**
   * Ends an agreement now, with all that it gave.
   *
   * @param seen its change count, as the member of staff looked at it
   * @return whether it was as they saw it, and its state allowed it
   */
  @Transactional
  public boolean terminate(String id, long seen, String reason, String by) {
    Optional<Agreement> found =
        agreements
            .lock(id)
            .filter(one -> one.version() == seen)
            .filter(
                one ->
                    AgreementEvent.TABLE.next(one.state(), AgreementEvent.TERMINATE).isPresent());
    found.ifPresent(
        agreement -> {
          Instant now = Micros.now(clock);
          agreement.terminate(reason, now);
          agreements.flush();
          log.write("terminated", agreement, Map.of("by", by));
          turn.settle(agreement, now);
        });
    return found.isPresent();
  }
}
