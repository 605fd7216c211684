package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Purchases and refunds of which no webhook ever tells, and browsers that never come back. */
@QuarkusTest
class LostNewsTest {
  private static final Duration LONGER_THAN_THE_SWEEP_WAITS = Duration.ofMinutes(11);

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject SweepOrders sweep;

  @AfterEach
  void webhooksComeAgain() {
    TestStripe.control("webhooks/right", "{}");
  }

  private String boughtWithoutNews() {
    Buyer buyer = new Buyer();
    TestStripe.control("webhooks/drop", "{}");
    return Buyer.orderOf(buyer.buy("24h", "later"));
  }

  private Order order(String id) {
    return orders.find(id).orElseThrow();
  }

  private void becomes(String order, OrderState state) {
    for (int i = 0; i < 1200 && order(order).state() != state; i++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(order(order).state()).isEqualTo(state);
  }

  @Test
  void a_buyer_who_closed_the_tab_and_whose_webhook_never_came_gets_the_pass_once() {
    String order = boughtWithoutNews();
    assertThat(order(order).state()).isEqualTo(OrderState.AWAITING);
    TestClock.forward(LONGER_THAN_THE_SWEEP_WAITS);
    sweep.sweep();
    becomes(order, OrderState.PAID);
    assertThat(passes.ofOrder(order)).isPresent();
    TestClock.forward(LONGER_THAN_THE_SWEEP_WAITS);
    sweep.sweep();
    assertThat(order(order).state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void a_refund_that_no_webhook_told_of_takes_the_pass_back() {
    Buyer buyer = new Buyer();
    String order = Buyer.orderOf(buyer.buy("24h", "later"));
    becomes(order, OrderState.PAID);
    TestStripe.control("webhooks/drop", "{}");
    String payment = order(order).paymentIntentId().orElseThrow();
    TestStripe.control("refund", "{\"payment_intent\":\"" + payment + "\"}");
    assertThat(order(order).state()).isEqualTo(OrderState.PAID);
    TestClock.forward(LONGER_THAN_THE_SWEEP_WAITS);
    becomes(order, OrderState.REFUNDED);
    assertThat(passes.ofOrder(order).orElseThrow().state()).isEqualTo(PassState.REVOKED);
  }

  @Test
  void sweeps_of_several_processes_at_once_share_the_orders() throws Exception {
    List<String> ours = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Buyer buyer = new Buyer();
      buyer.checkOut("24h", "later");
      ours.add(orders.byEmail(buyer.email).get(0).id());
    }
    ExecutorService processes = Executors.newFixedThreadPool(4);
    CyclicBarrier together = new CyclicBarrier(4);
    Callable<List<String>> take =
        () -> {
          together.await();
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            all.addAll(
                QuarkusTransaction.requiringNew()
                    .call(
                        () ->
                            orders.take(
                                OPEN,
                                TestClock.now().plus(LONGER_THAN_THE_SWEEP_WAITS),
                                Duration.ofMinutes(10),
                                3)));
          }
          return all;
        };
    List<String> taken = new ArrayList<>();
    for (Future<List<String>> one : processes.invokeAll(List.of(take, take, take, take))) {
      taken.addAll(one.get());
    }
    processes.shutdown();
    assertThat(taken).doesNotHaveDuplicates().containsAll(ours);
  }

  private static final Set<OrderState> OPEN =
      EnumSet.of(OrderState.NEW, OrderState.AWAITING, OrderState.PROCESSING);
}
