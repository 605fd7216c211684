package org.carrel.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.carrel.access.SignOns;
import org.carrel.base.Secrets;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.FederatedLogin;
import org.carrel.identity.SignedOut;
import org.carrel.institutions.SignOnThroughInstitution;
import org.carrel.institutions.SignOnThroughInstitution.Here;
import org.carrel.institutions.SignOnThroughInstitution.Outcome;
import org.junit.jupiter.api.Test;

/** Arriving from an institution's login while somebody ends what it rests on. */
@QuarkusTest
class SignOnRacesTest {
  private static final long A_WHILE = 700;

  @Inject SignOnThroughInstitution signOn;
  @Inject SignOns signOns;
  @Inject DeviceSessions devices;
  @Inject Event<SignedOut> signedOut;

  private String arrive(University university, String device) {
    FederatedLogin login =
        new FederatedLogin(
            university.alias,
            " ",
            Secrets.hash(university.mark),
            List.of(),
            List.of("member@" + university.scope));
    Outcome outcome = signOn.arrive(login, new Here(device, "a browser", false));
    return ((Outcome.In) outcome).session().session().id();
  }

  @Test
  void a_detachment_while_somebody_arrives_ends_that_sign_on_too() throws Exception {
    University university = new University();
    Thread detaching = new Thread(university::detach);
    String device =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  String arrived = arrive(university, null);
                  detaching.start();
                  detaching.join(A_WHILE);
                  return arrived;
                });
    detaching.join();
    assertThat(signOns.of(device)).isEmpty();
  }

  @Test
  void a_browser_whose_session_was_closed_meanwhile_gets_a_new_one() {
    String closed = devices.open("a browser", false).session().id();
    devices.close(closed);
    String device = arrive(new University(), closed);
    assertThat(device).isNotEqualTo(closed);
    assertThat(signOns.of(device)).hasSize(1);
  }

  @Test
  void signing_out_of_the_account_ends_the_sign_ons_of_that_browser_alone() {
    University university = new University();
    String here = arrive(university, null);
    String there = arrive(university, null);
    signedOut.fire(new SignedOut("r_somebody", null));
    signedOut.fire(new SignedOut("r_somebody", here));
    assertThat(signOns.of(here)).isEmpty();
    assertThat(signOns.of(there)).hasSize(1);
  }
}
