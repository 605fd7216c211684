package org.carrel.passes;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.carrel.base.Money;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.PaymentFacts.Page;
import org.carrel.payments.PaymentFacts.Paid;
import org.carrel.payments.PaymentFacts.Payment;
import org.carrel.payments.PaymentFacts.Progress;
import org.carrel.payments.Sale;
import org.carrel.payments.TaxBehavior;
import org.jspecify.annotations.Nullable;

/**
 * What fetched facts mean for an order. A pure function: the same facts give the same verdict, in
 * whatever order news came. Two questions are answered apart: whether the payment page was paid as
 * asked (for an order that was never paid), and what of the money is left (for one that was).
 *
 * @param settlement what became of the payment page
 * @param left what is left of the money
 * @param mismatch the first check that does not hold, null where all do
 */
record OrderVerdict(Settlement settlement, Left left, @Nullable String mismatch) {
  private static final Set<OrderState> NEVER_SETTLED =
      EnumSet.of(
          OrderState.AWAITING, OrderState.PROCESSING, OrderState.ABANDONED, OrderState.FAILED);

  /** What became of the payment page. */
  enum Settlement {
    /** Nothing yet. */
    OPEN,
    EXPIRED,
    PROCESSING,
    FAILED,
    /** Paid, and every check holds. */
    PAID,
    /** Money arrived, and a check does not hold. */
    MISMATCH
  }

  /** What is left of the money. */
  enum Left {
    /** None ever came. */
    NONE,
    HELD,
    RETURNED,
    WITHDRAWN,
    DISPUTED
  }

  /**
   * What an order asks of its payment.
   *
   * @param orderId its id, named on session and payment
   * @param price its price, once
   * @param livemode whether real money must have moved
   * @param promotionCodes whether a promotion code may take something off
   * @param tax whether the price holds its tax; null where there must be none
   */
  record Expected(
      String orderId,
      Money price,
      boolean livemode,
      boolean promotionCodes,
      @Nullable TaxBehavior tax) {}

  static OrderVerdict of(Expected expected, PaymentFacts facts) {
    boolean paid = facts.paid() != Paid.UNPAID;
    String mismatch = paid ? mismatch(expected, facts) : null;
    return new OrderVerdict(settlement(facts, paid, mismatch), money(facts.payment()), mismatch);
  }

  /**
   * The events that take an order from {@code from} to what is true now, step by step; each is
   * allowed by the table where it stands.
   *
   * @param everPaid whether the order was PAID before: only then may held money make it so again
   */
  List<OrderEvent> steps(OrderState from, boolean everPaid) {
    Walk walk = new Walk(from, everPaid);
    walk.on(OrderEvent.SESSION_CREATED);
    if (NEVER_SETTLED.contains(walk.state)) {
      settle(walk);
    }
    if (!NEVER_SETTLED.contains(walk.state)) {
      hold(walk);
    }
    return walk.events;
  }

  private void settle(Walk walk) {
    switch (settlement) {
      case OPEN -> {}
      case EXPIRED -> walk.on(OrderEvent.SESSION_EXPIRED);
      case PROCESSING -> walk.on(OrderEvent.PAYMENT_PROCESSING);
      case FAILED -> {
        walk.on(OrderEvent.PAYMENT_PROCESSING);
        walk.on(OrderEvent.PAYMENT_FAILED);
      }
      case PAID -> walk.on(OrderEvent.PAID_IN_FULL);
      case MISMATCH -> walk.on(OrderEvent.CHECKS_FAILED);
    }
  }

  private void hold(Walk walk) {
    switch (left) {
      case NONE -> {}
      // what was never taken as paid is looked at again, and goes back by itself if nobody does
      case HELD -> walk.on(walk.everPaid ? OrderEvent.MONEY_HELD : OrderEvent.CHECKS_FAILED);
      case RETURNED -> walk.on(OrderEvent.MONEY_RETURNED);
      case DISPUTED -> walk.on(OrderEvent.DISPUTE_OPENED);
      case WITHDRAWN -> {
        if (walk.state != OrderState.CHARGED_BACK) {
          walk.on(OrderEvent.DISPUTE_OPENED);
          walk.on(OrderEvent.MONEY_WITHDRAWN);
        }
      }
    }
  }

  private static Settlement settlement(
      PaymentFacts facts, boolean paid, @Nullable String mismatch) {
    if (paid) {
      return mismatch == null ? Settlement.PAID : Settlement.MISMATCH;
    }
    if (facts.page() == Page.EXPIRED) {
      return Settlement.EXPIRED;
    }
    if (facts.page() == Page.OPEN) {
      return Settlement.OPEN;
    }
    Payment payment = facts.payment();
    return payment != null && payment.progress() == Progress.PROCESSING
        ? Settlement.PROCESSING
        : Settlement.FAILED;
  }

  private static Left money(@Nullable Payment payment) {
    if (payment == null || payment.captured() == 0) {
      return Left.NONE;
    }
    if (payment.disputeOpen()) {
      return Left.DISPUTED;
    }
    if (payment.held() > 0) {
      return Left.HELD;
    }
    return payment.withdrawn() > 0 ? Left.WITHDRAWN : Left.RETURNED;
  }

  private static @Nullable String mismatch(Expected expected, PaymentFacts facts) {
    long price = expected.price().minor();
    String currency = expected.price().currency();
    Sale sale = facts.sale();
    return first(
        check("reference", expected.orderId().equals(facts.reference())),
        check("metadata", expected.orderId().equals(facts.order())),
        check("livemode", expected.livemode() == facts.livemode()),
        check("lines", facts.lines().equals(List.of(new PaymentFacts.Line(price, 1, currency)))),
        check("currency", sale.currency().equals(currency)),
        check("subtotal", sale.subtotal() == price),
        check("discount", discountHolds(expected, sale)),
        check("tax", taxHolds(expected, sale)),
        check("total", sale.total() == sale.subtotal() - sale.discount() + onTop(sale)),
        moneyMismatch(expected, facts));
  }

  /** Something is taken off only by a code, and only where the plan takes codes. */
  private static boolean discountHolds(Expected expected, Sale sale) {
    return sale.discount() == 0
        || (sale.discount() > 0
            && sale.discount() <= sale.subtotal()
            && expected.promotionCodes()
            && sale.code() != null);
  }

  /** The rates make up the tax, and each is in the price or on top as the order asked. */
  private static boolean taxHolds(Expected expected, Sale sale) {
    return sale.tax() == sale.taxes().stream().mapToLong(Sale.Tax::amount).sum()
        && sale.taxes().stream()
            .allMatch(
                tax ->
                    tax.amount() >= 0
                        && expected.tax() != null
                        && tax.inclusive() == (expected.tax() == TaxBehavior.INCLUSIVE));
  }

  private static long onTop(Sale sale) {
    return sale.taxes().stream().filter(tax -> !tax.inclusive()).mapToLong(Sale.Tax::amount).sum();
  }

  /** A total of nothing is paid by nothing: then there is no payment to look at. */
  private static @Nullable String moneyMismatch(Expected expected, PaymentFacts facts) {
    Payment payment = facts.payment();
    if (facts.sale().total() == 0) {
      return check("payment", facts.paid() == Paid.NOT_REQUIRED && payment == null);
    }
    return first(
        check(
            "payment",
            facts.paid() == Paid.PAID
                && payment != null
                && payment.progress() == Progress.SUCCEEDED),
        check("payment_metadata", payment != null && expected.orderId().equals(payment.order())),
        check("received", payment != null && payment.received() == facts.sale().total()));
  }

  private static @Nullable String check(String name, boolean holds) {
    return holds ? null : name;
  }

  private static @Nullable String first(@Nullable String... failures) {
    for (String failure : failures) {
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /** A walk through the table that takes each event where it is allowed and passes over others. */
  private static final class Walk {
    private final List<OrderEvent> events = new ArrayList<>();
    private OrderState state;
    private boolean everPaid;

    Walk(OrderState from, boolean everPaid) {
      this.state = from;
      this.everPaid = everPaid;
    }

    void on(OrderEvent event) {
      OrderEvent.TABLE
          .next(state, event)
          .ifPresent(
              to -> {
                events.add(event);
                state = to;
                everPaid |= to == OrderState.PAID;
              });
    }
  }
}
