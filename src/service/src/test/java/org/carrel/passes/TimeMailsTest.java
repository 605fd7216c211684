package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.notices.Outbox;
import org.carrel.notices.OutgoingMail;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a buyer is told of the time of a pass: each thing once, and nothing that is not true. */
@QuarkusTest
class TimeMailsTest {
  private static final Set<OutgoingMail.Kind> OF_TIME =
      EnumSet.of(
          OutgoingMail.Kind.ENDING_SOON,
          OutgoingMail.Kind.ENDED,
          OutgoingMail.Kind.REMINDER,
          OutgoingMail.Kind.LAPSED,
          OutgoingMail.Kind.REFUND);

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Plans plans;
  @Inject BuyPass buy;
  @Inject StartPass start;
  @Inject FulfilOrder fulfil;
  @Inject RevokePass revoke;
  @Inject WithdrawPass withdraw;
  @Inject TurnPasses turn;
  @Inject WarnOfEnds warn;
  @Inject RefundLapsed refundLapsed;
  @Inject Outbox outbox;
  @Inject MockMailbox mailbox;
  @Inject EntityManager entities;

  @BeforeEach
  void payments() {
    TestStripe.start();
  }

  private Order paid(@Nullable String extended) {
    Plan plan = plans.onSale("24h").orElseThrow();
    Wish wish =
        new Wish(
            plan,
            plan.price("USD"),
            new EmailAddress("mail-" + Ids.random().replaceAll("\\W", "x") + "@example.org"),
            Buyer.ITEM,
            "1",
            Order.Begin.LATER,
            extended,
            extended == null ? null : Consent.given(TestClock.now(), "en"),
            Ids.random(),
            null,
            ZoneId.of("Europe/Berlin"));
    Order order = orders.find(((BuyPass.Begun.ToPay) buy.buy(wish)).order().id()).orElseThrow();
    return apply(order, facts -> {});
  }

  private Order apply(Order order, Consumer<PaymentFactsSamples> change) {
    Order now = orders.find(order.id()).orElseThrow();
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(now);
    change.accept(facts);
    return fulfil.apply(now.id(), now.version(), facts.make()).orElseThrow();
  }

  private Pass started(Order order) {
    Pass pass = passes.ofOrder(order.id()).orElseThrow();
    start.start(pass.id(), Consent.given(TestClock.now(), "en"));
    return passes.find(pass.id()).orElseThrow();
  }

  private void sweep() {
    warn.warn();
    turn.turn();
  }

  private List<OutgoingMail.Kind> told(Order order) {
    return outbox.ofOrder(order.id()).stream()
        .map(OutgoingMail::kind)
        .filter(OF_TIME::contains)
        .toList();
  }

  private Mail mail(Order order, String subject) {
    String to = order.email().value();
    long until = System.nanoTime() + 20_000_000_000L;
    while (mailbox.getMailsSentTo(to).stream().noneMatch(m -> m.getSubject().startsWith(subject))) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
    return mailbox.getMailsSentTo(to).stream()
        .filter(mail -> mail.getSubject().startsWith(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_running_pass_is_told_of_its_end_once_before_and_once_after() {
    Order order = paid(null);
    Pass pass = started(order);
    TestClock.forward(Duration.ofHours(21));
    sweep();
    assertThat(told(order)).isEmpty();
    TestClock.forward(Duration.ofHours(1));
    sweep();
    sweep();
    assertThat(told(order)).containsExactly(OutgoingMail.Kind.ENDING_SOON);
    assertThat(mail(order, "Your pass ends soon").getText())
        .contains("/checkout?pass=" + pass.id() + "&item=")
        .contains(" UTC (")
        .contains("in Europe/Berlin, UTC+");
    TestClock.forward(Duration.ofHours(2));
    sweep();
    sweep();
    assertThat(told(order)).containsExactly(OutgoingMail.Kind.ENDING_SOON, OutgoingMail.Kind.ENDED);
    assertThat(mail(order, "Your pass has ended").getText())
        .contains("/me/receipts/" + order.reference())
        .contains("/checkout?plan=24h&item=");
  }

  @Test
  void an_end_that_was_moved_is_told_of_and_the_old_one_never() {
    Order order = paid(null);
    Pass pass = started(order);
    TestClock.forward(Duration.ofHours(20));
    Order more = paid(pass.id());
    TestClock.forward(Duration.ofHours(3));
    sweep();
    assertThat(told(order)).as("two hours before the old end").isEmpty();
    TestClock.forward(Duration.ofHours(23));
    sweep();
    assertThat(told(order)).containsExactly(OutgoingMail.Kind.ENDING_SOON);
    paid(pass.id());
    sweep();
    TestClock.forward(Duration.ofHours(24));
    sweep();
    assertThat(told(order))
        .as("again, for the end that it has now")
        .containsExactly(OutgoingMail.Kind.ENDING_SOON, OutgoingMail.Kind.ENDING_SOON);
    apply(more, facts -> facts.refunded = facts.captured);
    sweep();
    assertThat(told(order)).last().isEqualTo(OutgoingMail.Kind.ENDED);
    apply(more, facts -> {});
    sweep();
    assertThat(told(order)).as("the time comes back, and ends soon").hasSize(4);
    assertThat(told(order)).last().isEqualTo(OutgoingMail.Kind.ENDING_SOON);
  }

  @Test
  void what_was_suspended_revoked_or_withdrawn_is_told_nothing() {
    Order disputed = paid(null);
    started(disputed);
    Order revoked = paid(null);
    Pass taken = started(revoked);
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    Order withdrawn = orders.find(Buyer.orderOf(success)).orElseThrow();
    apply(disputed, facts -> facts.disputeOpen = true);
    revoke.revoke(taken.id(), "r_staff");
    withdraw.withdraw(passes.ofOrder(withdrawn.id()).orElseThrow().id(), Optional.empty());
    TestClock.forward(Duration.ofHours(23));
    sweep();
    TestClock.forward(Duration.ofHours(2));
    sweep();
    TestClock.forward(Duration.ofDays(30));
    sweep();
    assertThat(told(disputed)).isEmpty();
    assertThat(told(revoked)).isEmpty();
    assertThat(told(withdrawn))
        .doesNotContain(OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.LAPSED);
  }

  @Test
  void after_a_time_in_which_nothing_ran_nothing_stale_is_sent() {
    Order order = paid(null);
    started(order);
    Order kept = paid(null);
    TestClock.forward(Duration.ofDays(31));
    sweep();
    assertThat(told(order)).as("neither ends soon nor ended a month ago").isEmpty();
    assertThat(told(kept)).containsExactly(OutgoingMail.Kind.LAPSED);
  }

  @Test
  void a_pass_that_waits_is_remembered_three_days_before_it_lapses_and_told_when_it_did() {
    Order order = paid(null);
    Pass pass = passes.ofOrder(order.id()).orElseThrow();
    TestClock.forward(Duration.ofDays(26).plusHours(23));
    sweep();
    assertThat(told(order)).isEmpty();
    TestClock.forward(Duration.ofHours(1));
    sweep();
    sweep();
    assertThat(told(order)).containsExactly(OutgoingMail.Kind.REMINDER);
    Mail reminder = mail(order, "Your pass waits");
    assertThat(reminder.getText()).contains("choose to withdraw").contains("in Europe/Berlin");
    TestClock.forward(Duration.ofDays(3));
    sweep();
    sweep();
    assertThat(told(order)).containsExactly(OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.LAPSED);
    assertThat(passes.find(pass.id()).orElseThrow().state()).isEqualTo(PassState.LAPSED);
    refundLapsed.refund();
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void the_money_of_a_pass_that_lapsed_goes_back_once_where_the_plan_says_so() throws Exception {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    Order order = orders.find(Buyer.orderOf(success)).orElseThrow();
    Pass pass = passes.ofOrder(order.id()).orElseThrow();
    sellUnder(pass, refunding());
    TestClock.forward(Duration.ofDays(30));
    turn.turn();
    all(4, refundLapsed::refund);
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.REFUNDED);
    assertThat(passes.find(pass.id()).orElseThrow().state()).isEqualTo(PassState.REVOKED);
    assertThat(told(order)).containsOnlyOnce(OutgoingMail.Kind.LAPSED, OutgoingMail.Kind.REFUND);
    assertThat(mail(order, "Your pass was not started").getText())
        .contains("We send all of your money back");
  }

  @Test
  void two_processes_that_sweep_at_once_tell_each_pass_once() throws Exception {
    List<Order> sold = IntStream.range(0, 12).mapToObj(i -> paid(null)).toList();
    sold.forEach(this::started);
    TestClock.forward(Duration.ofHours(23));
    all(6, warn::warn);
    TestClock.forward(Duration.ofHours(1));
    all(6, turn::turn);
    sweep();
    Map<String, Long> counts =
        sold.stream().collect(Collectors.toMap(Order::id, order -> (long) told(order).size()));
    assertThat(counts.values()).containsOnly(2L);
  }

  private void all(int times, Runnable deed) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(times);
    try {
      List<Callable<Object>> deeds =
          IntStream.range(0, times).mapToObj(i -> (Callable<Object>) () -> call(deed)).toList();
      for (Future<Object> done : workers.invokeAll(deeds)) {
        done.get();
      }
    } finally {
      workers.shutdown();
    }
  }

  private static Object call(Runnable deed) {
    deed.run();
    return true;
  }

  /** A version of the plan whose money goes back when a pass lapses. */
  private PlanTerms refunding() {
    PlanTerms now = plans.onSale("24h").orElseThrow().terms();
    return new PlanTerms(
        now.code(),
        now.name(),
        now.length(),
        now.prices(),
        now.collections(),
        now.activation(),
        now.activateWithinDays(),
        now.devices(),
        now.pages(),
        now.downloads(),
        now.promotionCodes(),
        now.endingSoon(),
        now.remindBeforeDays(),
        true);
  }

  private void sellUnder(Pass pass, PlanTerms terms) {
    int version = 1000 + (int) (Instant.now().getEpochSecond() % 100_000);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              entities.persist(new Plan(version, terms, TestClock.now()));
              entities
                  .createNativeQuery("update passes set plan_version = ?1 where id = ?2")
                  .setParameter(1, version)
                  .setParameter(2, pass.id())
                  .executeUpdate();
            });
  }
}
