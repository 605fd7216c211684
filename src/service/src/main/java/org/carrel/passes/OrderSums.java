package org.carrel.passes;

import java.util.ArrayList;
import java.util.List;
import org.carrel.base.Money;
import org.carrel.payments.Sale;

/** How the total of a paid order comes about, as lines for receipts. */
public final class OrderSums {
  private OrderSums() {}

  /**
   * A line under the price.
   *
   * @param label what it is: {@code VAT 19 % of €22.69}
   * @param amount negative for what is taken off
   * @param last whether it is the total
   */
  public record Line(String label, Money amount, boolean last) {}

  static List<Line> of(Order order) {
    List<Line> lines = new ArrayList<>();
    order.sale().ifPresent(sale -> add(sale, lines));
    lines.add(new Line(paidBy(order), order.total(), true));
    return lines;
  }

  private static void add(Sale sale, List<Line> lines) {
    if (sale.discount() != 0) {
      String code = sale.code() == null ? "" : ", code " + sale.code();
      lines.add(new Line("Discount" + code, money(sale, -sale.discount()), false));
    }
    sale.taxes()
        .forEach(tax -> lines.add(new Line(label(sale, tax), money(sale, tax.amount()), false)));
  }

  private static String label(Sale sale, Sale.Tax tax) {
    if (tax.reverseCharge()) {
      return tax.name() + ", reverse charge";
    }
    return tax.name()
        + " "
        + tax.percentage()
        + " % on "
        + money(sale, tax.taxable())
        + (tax.inclusive() ? ", included" : "");
  }

  private static String paidBy(Order order) {
    if (order.total().isZero() && order.sale().isPresent()) {
      return "Total, nothing to pay";
    }
    return order
        .sale()
        .map(Sale::card)
        .map(card -> "Total, paid by " + card.brand() + " ending " + card.last4())
        .orElse("Total, paid by card");
  }

  private static Money money(Sale sale, long minor) {
    return new Money(minor, sale.currency());
  }
}
