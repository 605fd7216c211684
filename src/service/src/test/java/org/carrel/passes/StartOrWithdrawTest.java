package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.access.GrantState;
import org.carrel.access.Grants;
import org.carrel.payments.CardPayments;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;

/** One device presses Start and another Withdraw at the same instant. */
@QuarkusTest
class StartOrWithdrawTest {
  private static final int TIMES = 200;
  private static final int AT_ONCE = 4;

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Grants grants;
  @Inject CardPayments payments;
  @Inject Mails mails;

  /** A paid pass, a device that may start it and one that has its link, each with a form open. */
  private record Pair(
      String orderId,
      String pass,
      Browser starter,
      String startForm,
      Browser other,
      String link,
      String withdrawForm) {}

  @Test
  void exactly_one_wins_and_money_and_access_agree_200_times() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Boolean>> races = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        boolean startFirst = i % 2 == 0;
        races.add(() -> started(prepare(), startFirst));
      }
      int started = 0;
      for (Future<Boolean> race : workers.invokeAll(races)) {
        started += race.get() ? 1 : 0;
      }
      assertThat(started).as("neither always wins, or it was no race").isBetween(1, TIMES - 1);
    } finally {
      workers.shutdownNow();
    }
  }

  private Pair prepare() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String orderId = Buyer.orderOf(success);
    String pass = "/pass/" + passes.ofOrder(orderId).orElseThrow().id();
    String link = Mails.linkIn(mails.to(buyer.email, 1).get(0));
    Browser other = new Browser();
    return new Pair(
        orderId,
        pass,
        buyer.browser,
        buyer.browser.get(pass).csrf(),
        other,
        link,
        other.get(link + "/withdraw").csrf());
  }

  /** Lets both go at once; whether Start won. */
  private boolean started(Pair pair, boolean startFirst) throws Exception {
    CyclicBarrier gate = new CyclicBarrier(2);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<Browser.Page> start =
          () -> {
            gate.await();
            return pair.starter()
                .post(pair.pass() + "/start", Map.of("csrf", pair.startForm(), "consent", "yes"));
          };
      Callable<Browser.Page> withdraw =
          () -> {
            gate.await();
            return pair.other()
                .post(pair.link() + "/withdraw", Map.of("csrf", pair.withdrawForm()));
          };
      Future<Browser.Page> one = two.submit(startFirst ? start : withdraw);
      Future<Browser.Page> next = two.submit(startFirst ? withdraw : start);
      Browser.Page begun = (startFirst ? one : next).get();
      Browser.Page withdrawn = (startFirst ? next : one).get();
      return judge(pair, begun, withdrawn);
    } finally {
      two.shutdownNow();
    }
  }

  private boolean judge(Pair pair, Browser.Page begun, Browser.Page withdrawn) {
    Order order = orders.find(pair.orderId()).orElseThrow();
    Pass pass = passes.ofOrder(pair.orderId()).orElseThrow();
    GrantState grant = grants.find(pass.grantId()).orElseThrow().state();
    long held = payments.facts(order.sessionId().orElseThrow()).orElseThrow().payment().held();
    boolean started = begun.location().contains("/doc/");
    if (started) {
      assertThat(withdrawn.status()).isEqualTo(409);
      assertThat(order.state()).isEqualTo(OrderState.PAID);
      assertThat(pass.state()).isEqualTo(PassState.ACTIVE);
      assertThat(grant).isEqualTo(GrantState.RUNNING);
      assertThat(held).isEqualTo(3103);
    } else {
      assertThat(withdrawn.status()).isEqualTo(303);
      assertThat(order.state()).isEqualTo(OrderState.REFUNDED);
      assertThat(pass.isWithdrawn()).isTrue();
      assertThat(pass.window()).as("its clock never ran").isEmpty();
      assertThat(grant).isEqualTo(GrantState.REVOKED);
      assertThat(held).isZero();
    }
    return started;
  }
}
