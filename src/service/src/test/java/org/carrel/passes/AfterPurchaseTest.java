package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

/** What a buyer's browsers find after the purchase: in old pages, old links, other documents. */
@QuarkusTest
class AfterPurchaseTest {
  private static final Pattern LINK = Pattern.compile("/a/([A-Za-z0-9_-]{22})");

  @Inject Passes passes;
  @Inject ResendLink resend;
  @Inject MockMailbox mailbox;

  private Pass pass(String orderId) {
    return passes.ofOrder(orderId).orElseThrow();
  }

  private List<Mail> mails(Buyer buyer, int atLeast) {
    long until = System.nanoTime() + 20_000_000_000L;
    while (mailbox.getMailsSentTo(buyer.email).size() < atLeast) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
    return mailbox.getMailsSentTo(buyer.email);
  }

  private static String secretIn(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void a_link_that_is_mailed_again_ends_the_one_before_and_leaves_the_browsers_that_used_it() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String old = "/a/" + secretIn(mails(buyer, 1).get(0));
    Browser before = new Browser();
    before.post(old, Map.of("csrf", before.get(old).csrf()));
    Browser late = new Browser();
    String form = late.get(old).csrf();

    assertThat(resend.resend(Buyer.orderOf(success), "r_staff")).isTrue();

    assertThat(new Browser().get(old).status()).isEqualTo(404);
    assertThat(late.post(old, Map.of("csrf", form)).status()).isEqualTo(404);
    assertThat(before.get("/pass/" + pass(Buyer.orderOf(success)).id()).status()).isEqualTo(200);
    String fresh = "/a/" + secretIn(mails(buyer, 2).get(1));
    assertThat(new Browser().get(fresh).status()).isEqualTo(200);
  }

  @Test
  void a_browser_that_gave_the_pass_back_does_not_get_it_again_from_its_history() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    buyer.browser.get(success);
    assertThat(buyer.browser.get(success).status()).isEqualTo(303);
    String csrf = buyer.browser.get("/me").csrf();
    buyer.browser.post("/sign-out", Map.of("csrf", csrf, "device", "close"));

    assertThat(buyer.browser.get(success).body()).contains("Use the link in your mail");
    assertThat(buyer.browser.get("/pass/" + pass(Buyer.orderOf(success)).id()).status())
        .isEqualTo(404);
  }

  @Test
  void who_has_paid_is_not_told_that_nothing_was_charged_and_not_asked_to_pay_again() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    String csrf = buyer.browser.get(success).csrf();
    String id = Buyer.orderOf(success);

    Page back = buyer.browser.get("/checkout/cancelled?order=" + id);
    assertThat(back.status()).isEqualTo(303);
    assertThat(Buyer.path(back.location())).isEqualTo(success);
    Page again = buyer.browser.post("/checkout", Map.of("csrf", csrf, "order", id));
    assertThat(Buyer.path(again.location())).isEqualTo(success);
  }

  @Test
  void a_pass_that_is_started_from_another_document_opens_that_one() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String pass = "/pass/" + pass(Buyer.orderOf(success)).id();
    String other = "us.founding/constitution";
    assertThat(buyer.browser.get("/d/" + other).body()).contains(pass + "?item=" + other);
    Page form = buyer.browser.get(pass + "?item=" + other + "&page=2");
    assertThat(form.body()).contains("name=\"item\" value=\"" + other + "\"");

    Page started =
        buyer.browser.post(
            pass + "/start",
            Map.of("csrf", form.csrf(), "consent", "yes", "item", other, "page", "2"));
    assertThat(started.location()).endsWith("/doc/" + other + "?page=2");
  }
}
