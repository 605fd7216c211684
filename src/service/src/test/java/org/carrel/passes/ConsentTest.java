package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The consent to begin at once is repeated in writing: its text, version, time and language. */
@QuarkusTest
class ConsentTest {
  @Inject Passes passes;
  @Inject Mails mails;

  @Test
  void given_at_the_checkout_it_stands_in_the_receipt() {
    Buyer buyer = new Buyer();
    buyer.browser.get(buyer.buy("24h", "now"));
    assertThat(mails.to(buyer.email, "Receipt").getText())
        .contains(Consent.TEXT, "(text " + Consent.TEXT_VERSION + ", shown in English)");
    assertThat(mails.to(buyer.email, 1)).as("no mail more").hasSize(1);
  }

  @Test
  void given_at_start_it_has_a_mail_of_its_own() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    String csrf = buyer.browser.get(success).csrf();
    assertThat(mails.to(buyer.email, "Receipt").getText()).doesNotContain(Consent.TEXT);
    String start = "/pass/" + passes.ofOrder(Buyer.orderOf(success)).orElseThrow().id() + "/start";
    buyer.browser.post(start, Map.of("csrf", csrf, "consent", "yes"));
    buyer.browser.post(start, Map.of("csrf", csrf, "consent", "yes"));
    assertThat(mails.to(buyer.email, "Your pass is started").getText())
        .contains(Consent.TEXT, "text " + Consent.TEXT_VERSION + ", shown in English", " UTC");
    assertThat(mails.to(buyer.email, 2)).hasSize(2);
  }
}
