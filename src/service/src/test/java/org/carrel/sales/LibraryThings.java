package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;
import java.time.LocalDate;

/** An institution that has an agreement with an invoice, and a trial, for tests of other rooms. */
@Singleton
public class LibraryThings {
  private final AgreementSteps agreements;
  private final TrialSteps trials;

  LibraryThings(AgreementSteps agreements, TrialSteps trials) {
    this.agreements = agreements;
    this.trials = trials;
  }

  /** Ids of what there is. */
  public record Things(String institution, String agreement, String trial) {}

  /** Makes an institution with all of it. */
  public Things make() {
    TrialSteps.Campus campus = trials.campus();
    String id = campus.institution().id();
    String asker = "asker@" + campus.domain();
    trials.ask(RequestKind.TRIAL, asker, 1);
    assertThat(TrialSteps.state(asker)).isEqualTo("RUNNING");
    LocalDate first = AgreementSteps.today(AgreementSteps.ZONE);
    AgreementSteps.Signed signed =
        agreements.sign(id, AgreementSteps.ZONE, first, first.plusYears(1).minusDays(1));
    AgreementSteps.await(signed::invoice, "OPEN");
    return new Things(id, signed.id(), TrialSteps.id(asker));
  }
}
