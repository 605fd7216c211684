package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.GrantState;
import org.carrel.access.Grants;
import org.carrel.payments.CardPayments;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A buyer withdraws from the contract of a pass that was not used. */
@QuarkusTest
class WithdrawTest {
  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Grants grants;
  @Inject WithdrawPass withdraw;
  @Inject SweepOrders sweep;
  @Inject CardPayments payments;
  @Inject Mails mails;

  private Order order(String success) {
    return orders.find(Buyer.orderOf(success)).orElseThrow();
  }

  private Pass pass(String success) {
    return passes.ofOrder(Buyer.orderOf(success)).orElseThrow();
  }

  private long held(Order order) {
    return payments.facts(order.sessionId().orElseThrow()).orElseThrow().payment().held();
  }

  private static Page confirm(Browser browser, String path) {
    return browser.post(path, Map.of("csrf", browser.get(path).csrf(), "zone", "Europe/Berlin"));
  }

  @AfterEach
  void letWebhooksThrough() {
    TestStripe.start();
    TestStripe.control("webhooks/release", "{}");
  }

  @Test
  void the_mailed_link_alone_withdraws_and_two_mails_tell_of_it() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    assertThat(buyer.browser.get(success).body()).contains("Withdraw from contract");
    String link = Mails.linkIn(mails.to(buyer.email, 1).get(0));
    Browser elsewhere = new Browser();
    assertThat(elsewhere.get(link).body()).contains(link + "/withdraw");
    assertThat(elsewhere.get(link + "/withdraw").body()).contains("Confirm withdrawal");
    assertThat(elsewhere.head(link + "/withdraw").status()).isEqualTo(200);
    assertThat(pass(success).state()).as("looking changes nothing").isEqualTo(PassState.READY);

    Page answer = confirm(elsewhere, link + "/withdraw");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(elsewhere.hasCookie("__Host-carrel-device")).as("takes no device").isFalse();
    assertThat(elsewhere.get(answer.location()).body())
        .contains("We received your withdrawal", "$31.03 sent back")
        .doesNotContain(buyer.email);
    assertThat(order(success).state()).isEqualTo(OrderState.REFUNDED);
    assertThat(pass(success).isWithdrawn()).isTrue();
    assertThat(grants.find(pass(success).grantId()).orElseThrow().state())
        .isEqualTo(GrantState.REVOKED);
    assertThat(held(order(success))).isZero();
    Mail received = mails.to(buyer.email, "We received your withdrawal");
    assertThat(received.getText())
        .contains(" UTC (", "in Europe/Berlin, UTC+0", order(success).reference());
    assertThat(mails.to(buyer.email, "We sent $31.03 back").getText()).contains("$31.03");
    assertThat(mails.to(buyer.email, 3)).hasSize(3);
  }

  @Test
  void pressed_twice_it_is_one_withdrawal() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String path = "/pass/" + pass(success).id() + "/withdraw";
    String csrf = buyer.browser.get(path).csrf();
    Page first = buyer.browser.post(path, Map.of("csrf", csrf));
    Page second = buyer.browser.post(path, Map.of("csrf", csrf));
    assertThat(second.location()).isEqualTo(first.location());
    assertThat(buyer.browser.get("/pass/" + pass(success).id()).body()).contains("You withdrew");
    assertThat(buyer.browser.get("/me").body()).contains("Refunded");
  }

  @Test
  void the_browser_that_bought_it_needs_nothing_but_its_order_cookie() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    mails.to(buyer.email, 1);
    String path = "/pass/" + pass(success).id() + "/withdraw";
    assertThat(buyer.browser.hasCookie("__Host-carrel-device")).isFalse();
    assertThat(new Browser().get(path).status()).as("a stranger").isEqualTo(404);
    assertThat(confirm(buyer.browser, path).status()).isEqualTo(303);
    assertThat(order(success).state()).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void a_pass_that_runs_is_not_withdrawn() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String pass = "/pass/" + pass(success).id();
    String csrf = buyer.browser.get(pass + "/withdraw").csrf();
    buyer.browser.post(pass + "/start", Map.of("csrf", csrf, "consent", "yes"));

    Page answer = buyer.browser.post(pass + "/withdraw", Map.of("csrf", csrf));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("Not withdrawn", "no money was moved");
    assertThat(pass(success).state()).isEqualTo(PassState.ACTIVE);
    assertThat(held(order(success))).isEqualTo(3103);
  }

  @Test
  void where_the_processor_refuses_the_pass_comes_back_and_the_reader_is_told() {
    TestStripe.start();
    TestStripe.control("webhooks/hold", "{}"); // news would tell us the right payment at once
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    spoilPayment(order(success).id());

    Page answer = confirm(buyer.browser, "/pass/" + pass(success).id() + "/withdraw");

    assertThat(buyer.browser.get(answer.location()).body())
        .contains("The money could not be sent back", "your pass is yours again");
    assertThat(pass(success).state()).isEqualTo(PassState.READY);
    assertThat(grants.find(pass(success).grantId()).orElseThrow().state())
        .isEqualTo(GrantState.WAITING);
    assertThat(order(success).state()).isEqualTo(OrderState.PAID);
    assertThat(mails.to(buyer.email, "Your money could not be sent back").getText())
        .contains("start it before");
    assertThat(confirm(buyer.browser, "/pass/" + pass(success).id() + "/withdraw").location())
        .as("the facts told the right payment, so now it works, as a withdrawal of its own")
        .isNotEqualTo(answer.location());
    assertThat(order(success).state()).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void a_crash_before_the_call_leaves_it_to_the_sweep_and_the_page_says_so() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    WithdrawPass.Outcome.Received received =
        (WithdrawPass.Outcome.Received)
            QuarkusTransaction.requiringNew()
                .call(() -> withdraw.record(pass(success).id(), Optional.empty(), TestClock.now()))
                .outcome();
    String page = "/withdrawals/" + received.withdrawal().id();
    assertThat(new Browser().get(page).body()).contains("has not answered clearly");
    assertThat(order(success).state()).isEqualTo(OrderState.PAID);
    assertThat(buyer.browser.get("/me").body()).contains("Your money is on its way back");

    TestClock.forward(Duration.ofMinutes(11));
    long until = System.nanoTime() + 60_000_000_000L;
    while (order(success).state() != OrderState.REFUNDED && System.nanoTime() < until) {
      sweep.sweep();
    }
    assertThat(new Browser().get(page).body()).contains("$31.03 sent back");
    assertThat(held(order(success))).isZero();
  }

  /** Makes our note of the payment wrong, so that Stripe refuses to refund it. */
  private static void spoilPayment(String orderId) {
    try (Connection database = TestDatabase.connect();
        PreparedStatement spoil =
            database.prepareStatement(
                "update orders set payment_intent_id = 'pi_no_such' || id where id = ?")) {
      spoil.setString(1, orderId);
      spoil.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
