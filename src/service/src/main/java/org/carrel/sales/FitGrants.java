package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.carrel.access.Grant;
import org.carrel.access.Grants;

/** Keeps the grants of an agreement at exactly what its state gives. */
@ApplicationScoped
class FitGrants {
  private static final String UNPAID = "unpaid";
  private static final String OVER = "agreement over";

  private final Agreements agreements;
  private final Grants grants;

  FitGrants(Agreements agreements, Grants grants) {
    this.agreements = agreements;
    this.grants = grants;
  }

  @Transactional(TxType.MANDATORY)
  void fit(Agreement agreement, AgreementFacts facts, Instant now) {
    for (Agreements.Given given : agreements.grantsOf(agreement.id())) {
      fit(grants.find(given.grantId()).orElseThrow(), agreement, facts, now);
    }
  }

  private void fit(Grant grant, Agreement agreement, AgreementFacts facts, Instant now) {
    AgreementState state = agreement.state();
    if (state == AgreementState.TERMINATED) {
      grants.revoke(grant.id(), "agreement terminated");
      return;
    }
    Instant end = grant.window().orElseThrow().end();
    Instant wanted = state.isOver() ? over(agreement, end, now) : facts.accessEnd(state, now);
    if (wanted.isAfter(end)) {
      grants.move(grant.id(), wanted);
    } else if (wanted.isBefore(end)) {
      grants.shorten(grant.id(), wanted, OVER);
    }
    if (state == AgreementState.SUSPENDED) {
      grants.suspend(grant.id(), UNPAID);
    } else {
      grants.resume(grant.id(), UNPAID);
    }
  }

  /** What was led on beyond the term ends now, where it did not end before. */
  private static Instant over(Agreement agreement, Instant end, Instant now) {
    Instant term = agreement.window().end();
    Instant latest = now.isAfter(term) ? now : term;
    return latest.isBefore(end) ? latest : end;
  }
}
