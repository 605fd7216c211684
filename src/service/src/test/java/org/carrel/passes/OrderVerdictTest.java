package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.passes.OrderEvent.*;
import static org.carrel.passes.OrderState.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carrel.base.Money;
import org.carrel.passes.OrderVerdict.Left;
import org.carrel.passes.OrderVerdict.Settlement;
import org.carrel.payments.PaymentFacts.Line;
import org.carrel.payments.PaymentFacts.Page;
import org.carrel.payments.PaymentFacts.Paid;
import org.carrel.payments.PaymentFacts.Progress;
import org.carrel.payments.Sale;
import org.carrel.payments.TaxBehavior;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OrderVerdictTest {
  private static final OrderVerdict.Expected EXPECTED =
      new OrderVerdict.Expected(
          PaymentFactsSamples.ORDER,
          new Money(PaymentFactsSamples.PRICE, "USD"),
          false,
          true,
          TaxBehavior.EXCLUSIVE);

  private static final OrderVerdict.Expected PLAIN =
      new OrderVerdict.Expected(
          PaymentFactsSamples.ORDER,
          new Money(PaymentFactsSamples.PRICE, "USD"),
          false,
          false,
          null);

  private static OrderVerdict verdict(Consumer<PaymentFactsSamples> spoil) {
    PaymentFactsSamples facts = new PaymentFactsSamples();
    spoil.accept(facts);
    return OrderVerdict.of(EXPECTED, facts.make());
  }

  private static OrderState walk(OrderState from, boolean everPaid, OrderVerdict verdict) {
    OrderState state = from;
    for (OrderEvent step : verdict.steps(from, everPaid)) {
      state = OrderEvent.TABLE.move(state, step);
    }
    return state;
  }

  @Test
  void a_page_paid_as_asked_is_paid() {
    OrderVerdict verdict = verdict(facts -> {});
    assertThat(verdict.settlement()).isEqualTo(Settlement.PAID);
    assertThat(verdict.left()).isEqualTo(Left.HELD);
    assertThat(verdict.mismatch()).isNull();
  }

  /** Each check of the design, broken alone, sends the order to review. */
  @TestFactory
  Stream<DynamicTest> a_check_that_does_not_hold_is_named() {
    record Case(String check, Consumer<PaymentFactsSamples> spoil) {}
    return Stream.of(
            new Case("reference", f -> f.reference = "o_other"),
            new Case("reference", f -> f.reference = null),
            new Case("metadata", f -> f.order = "o_other"),
            new Case("metadata", f -> f.order = null),
            new Case("livemode", f -> f.livemode = true),
            new Case("lines", f -> f.lines = List.of()),
            new Case("lines", f -> f.lines = List.of(new Line(2800, 1, "USD"))),
            new Case("lines", f -> f.lines = List.of(new Line(2900, 2, "USD"))),
            new Case("lines", f -> f.lines = List.of(new Line(2900, 1, "EUR"))),
            new Case(
                "lines",
                f -> f.lines = List.of(new Line(2900, 1, "USD"), new Line(2900, 1, "USD"))),
            new Case("currency", f -> f.currency = "EUR"),
            new Case("subtotal", f -> f.subtotal = 2899),
            new Case(
                "discount",
                f -> {
                  f.discount = 100;
                  f.total = f.received = 2800;
                }),
            new Case(
                "discount",
                f -> {
                  f.discount = 3000;
                  f.code = "MORE";
                  f.total = -100;
                }),
            new Case("tax", f -> f.tax = 203),
            new Case("tax", f -> tax(f, 203, true)),
            new Case(
                "total",
                f -> {
                  tax(f, 203, false);
                  f.total = f.received = 2900;
                }),
            new Case(
                "received",
                f -> {
                  tax(f, 203, false);
                  f.total = 3103;
                }),
            new Case("payment", f -> f.paid = Paid.NOT_REQUIRED),
            new Case(
                "payment",
                f -> {
                  f.discount = 2900;
                  f.code = "ALL";
                  f.total = 0;
                }),
            new Case("total", f -> f.total = 2800),
            new Case("payment", f -> f.tried = false),
            new Case("payment", f -> f.progress = Progress.PROCESSING),
            new Case("payment_metadata", f -> f.paymentOrder = "o_other"),
            new Case("received", f -> f.received = 2899),
            new Case(
                "payment",
                f -> {
                  f.paid = Paid.NOT_REQUIRED;
                  f.tried = false;
                }))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.check(),
                    () -> {
                      OrderVerdict verdict = verdict(one.spoil());
                      assertThat(verdict.settlement()).isEqualTo(Settlement.MISMATCH);
                      assertThat(verdict.mismatch()).isEqualTo(one.check());
                      assertThat(walk(AWAITING, false, verdict)).isEqualTo(REVIEW);
                    }));
  }

  private static void tax(PaymentFactsSamples facts, long amount, boolean inclusive) {
    facts.tax = amount;
    facts.taxes = List.of(new Sale.Tax("VAT", "7", inclusive, 2900, amount, false));
  }

  @Test
  void a_code_takes_off_and_tax_comes_on_top() {
    OrderVerdict verdict =
        verdict(
            f -> {
              f.discount = 580;
              f.code = "TWENTY";
              tax(f, 162, false);
              f.total = f.received = f.captured = 2900 - 580 + 162;
            });
    assertThat(verdict.mismatch()).isNull();
    assertThat(walk(AWAITING, false, verdict)).isEqualTo(PAID);
  }

  @Test
  void a_total_of_nothing_is_paid_without_a_payment() {
    OrderVerdict verdict =
        verdict(
            f -> {
              f.discount = 2900;
              f.code = "ALL";
              f.total = 0;
              f.paid = Paid.NOT_REQUIRED;
              f.tried = false;
            });
    assertThat(verdict.mismatch()).isNull();
    assertThat(verdict.left()).isEqualTo(Left.NONE);
    assertThat(walk(AWAITING, false, verdict)).isEqualTo(PAID);
  }

  @Test
  void where_the_order_asked_for_neither_code_nor_tax_there_is_none() {
    PaymentFactsSamples coded = new PaymentFactsSamples();
    coded.discount = 580;
    coded.code = "TWENTY";
    coded.total = coded.received = 2320;
    assertThat(OrderVerdict.of(PLAIN, coded.make()).mismatch()).isEqualTo("discount");
    PaymentFactsSamples taxed = new PaymentFactsSamples();
    tax(taxed, 203, false);
    taxed.total = taxed.received = 3103;
    assertThat(OrderVerdict.of(PLAIN, taxed.make()).mismatch()).isEqualTo("tax");
    assertThat(OrderVerdict.of(PLAIN, new PaymentFactsSamples().make()).mismatch()).isNull();
  }

  @Test
  void an_open_page_moves_nothing_but_an_order_that_did_not_know_it() {
    OrderVerdict open =
        verdict(
            f -> {
              f.page = Page.OPEN;
              f.paid = Paid.UNPAID;
              f.tried = false;
            });
    assertThat(open.steps(AWAITING, false)).isEmpty();
    assertThat(open.steps(NEW, false)).containsExactly(SESSION_CREATED);
  }

  @Test
  void an_expired_page_abandons_an_awaited_order_and_no_other() {
    OrderVerdict expired =
        verdict(
            f -> {
              f.page = Page.EXPIRED;
              f.paid = Paid.UNPAID;
              f.tried = false;
            });
    for (OrderState from : EnumSet.complementOf(EnumSet.of(NEW, AWAITING))) {
      assertThat(expired.steps(from, true)).as(from.name()).isEmpty();
    }
    assertThat(expired.steps(AWAITING, false)).containsExactly(SESSION_EXPIRED);
    assertThat(walk(NEW, false, expired)).isEqualTo(ABANDONED);
  }

  @Test
  void a_payment_that_settles_later_is_processing_then_paid_or_failed() {
    Consumer<PaymentFactsSamples> unpaid = f -> f.paid = Paid.UNPAID;
    OrderVerdict under = verdict(unpaid.andThen(f -> f.progress = Progress.PROCESSING));
    OrderVerdict failed =
        verdict(unpaid.andThen(f -> f.progress = Progress.WAITING).andThen(f -> f.captured = 0));
    assertThat(walk(AWAITING, false, under)).isEqualTo(PROCESSING);
    assertThat(walk(PROCESSING, false, failed)).isEqualTo(FAILED);
    assertThat(failed.steps(AWAITING, false)).containsExactly(PAYMENT_PROCESSING, PAYMENT_FAILED);
    assertThat(walk(PROCESSING, false, verdict(f -> {}))).isEqualTo(PAID);
  }

  @Test
  void money_that_comes_after_all_is_taken_if_all_checks_hold() {
    for (OrderState from : Set.of(ABANDONED, FAILED)) {
      assertThat(walk(from, false, verdict(f -> {}))).isEqualTo(PAID);
      assertThat(walk(from, false, verdict(f -> f.received = 1))).isEqualTo(REVIEW);
    }
  }

  @Test
  void facts_several_steps_on_walk_every_step_between() {
    OrderVerdict refunded = verdict(f -> f.refunded = 2900);
    assertThat(refunded.steps(NEW, false))
        .containsExactly(SESSION_CREATED, PAID_IN_FULL, MONEY_RETURNED);
    OrderVerdict lost = verdict(f -> f.withdrawn = 2900);
    assertThat(lost.steps(AWAITING, false))
        .containsExactly(PAID_IN_FULL, DISPUTE_OPENED, MONEY_WITHDRAWN);
  }

  @Test
  void held_money_decides_among_the_states_of_money() {
    OrderVerdict held = verdict(f -> f.refunded = 100);
    OrderVerdict returned = verdict(f -> f.refunded = 2900);
    OrderVerdict disputed = verdict(f -> f.disputeOpen = true);
    OrderVerdict lost = verdict(f -> f.withdrawn = 2900);
    for (OrderState from : Set.of(PAID, REFUNDED, DISPUTED, CHARGED_BACK)) {
      assertThat(walk(from, true, held)).isEqualTo(PAID);
      assertThat(walk(from, true, returned)).isEqualTo(REFUNDED);
      assertThat(walk(from, true, disputed)).isEqualTo(DISPUTED);
      assertThat(walk(from, true, lost)).isEqualTo(CHARGED_BACK);
    }
    assertThat(lost.steps(CHARGED_BACK, true)).isEmpty();
  }

  @Test
  void review_leaves_for_paid_by_a_staff_act_only() {
    assertThat(walk(REVIEW, false, verdict(f -> {}))).isEqualTo(REVIEW);
    assertThat(walk(FRAUD_REVIEW, true, verdict(f -> {}))).isEqualTo(FRAUD_REVIEW);
    assertThat(walk(REVIEW, false, verdict(f -> f.refunded = 2900))).isEqualTo(REFUNDED);
  }

  @Test
  void a_refund_that_fails_makes_paid_only_what_was_paid_before() {
    OrderVerdict held = verdict(f -> {});
    assertThat(walk(REFUNDED, true, held)).isEqualTo(PAID);
  }

  @Test
  void what_was_never_taken_as_paid_goes_back_to_review_when_its_money_is_here_again() {
    OrderVerdict held = verdict(f -> f.livemode = true);
    for (OrderState from : Set.of(REFUNDED, DISPUTED, CHARGED_BACK)) {
      assertThat(held.steps(from, false)).containsExactly(CHECKS_FAILED);
      assertThat(walk(from, false, held)).isEqualTo(REVIEW);
    }
    assertThat(walk(REVIEW, false, verdict(f -> f.refunded = 2900))).isEqualTo(REFUNDED);
  }

  @Test
  void a_verdict_taken_to_its_end_moves_nothing_more() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      OrderVerdict verdict = verdict(facts -> spoil(facts, random));
      OrderState from = OrderState.values()[random.nextInt(OrderState.values().length)];
      boolean everPaid = random.nextBoolean();
      OrderState to = walk(from, everPaid, verdict);
      assertThat(verdict.steps(to, everPaid || to == PAID))
          .as("%s from %s to %s", verdict, from, to)
          .isEmpty();
      if (to == PAID && from != PAID && !everPaid) {
        assertThat(verdict.mismatch()).isNull();
        assertThat(verdict.left()).isEqualTo(Left.HELD);
      }
    }
  }

  private static void spoil(PaymentFactsSamples facts, Random random) {
    facts.page = Page.values()[random.nextInt(3)];
    facts.paid = facts.page == Page.COMPLETE && random.nextBoolean() ? Paid.PAID : Paid.UNPAID;
    facts.tried = facts.paid == Paid.PAID || random.nextBoolean();
    facts.progress =
        facts.paid == Paid.PAID ? Progress.SUCCEEDED : Progress.values()[random.nextInt(4)];
    facts.captured = facts.progress == Progress.SUCCEEDED ? 2900 : 0;
    facts.received = random.nextInt(5) == 0 ? 1 : facts.captured;
    facts.refunded = facts.captured == 0 ? 0 : random.nextInt(3) * 1450L;
    facts.withdrawn = random.nextInt(3) == 0 ? facts.captured - facts.refunded : 0;
    facts.disputeOpen = random.nextInt(6) == 0;
  }
}
