package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import org.carrel.access.DecideAccess;
import org.carrel.access.Decision;
import org.carrel.access.Evidence;
import org.carrel.access.Reason;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;

/** What a reader buys while signed in, they hold wherever they sign in. */
@QuarkusTest
class SignedInBuyerTest {
  @Inject Orders orders;
  @Inject DecideAccess access;

  @Test
  @TestSecurity(user = "bruno", roles = "reader")
  @OidcSecurity(
      claims = {
        @Claim(key = "iss", value = "https://login.example/realms/carrel"),
        @Claim(key = "sub", value = "bruno"),
        @Claim(key = "email", value = "bruno@example.org")
      })
  void a_pass_bought_while_signed_in_is_found_by_the_account_on_every_device() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    assertThat(buyer.browser.get(success).status()).isEqualTo(303);
    Order order = orders.find(Buyer.orderOf(success)).orElseThrow();

    Browser otherDevice = new Browser();
    assertThat(otherDevice.get("/me").body()).contains("Active", order.reference());
    Evidence account = new Evidence(order.readerId().orElseThrow(), null, null);
    assertThat(access.decide(account, Buyer.ITEM))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied -> assertThat(denied.reason()).isEqualTo(Reason.NOT_OPEN_HERE));
  }

  @Test
  void a_pass_bought_without_an_account_goes_to_none() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    assertThat(orders.find(Buyer.orderOf(success)).orElseThrow().readerId()).isEmpty();
  }
}
