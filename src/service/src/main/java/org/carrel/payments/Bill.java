package org.carrel.payments;

import java.time.Instant;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.base.Money;

/**
 * An invoice that is to be paid at the processor. What it says is the seller's: lines and tax are
 * asked for as they are, the processor works nothing out.
 *
 * @param invoiceId our invoice, named in the processor's metadata
 * @param number under which people know it; at most 26 characters
 * @param customerId who is billed, named likewise: one institution is one customer
 * @param name legal name of who is billed
 * @param address lines of the postal address
 * @param country two capital letters
 * @param email where the processor's receipts go
 * @param tax how the buyer stands to tax
 * @param taxId may be empty
 * @param poNumber of the purchase order; may be empty
 * @param lines what is asked for; they add up to the total
 * @param dueAt the last second in which it is paid in time
 */
public record Bill(
    String invoiceId,
    String number,
    String customerId,
    String name,
    List<String> address,
    String country,
    EmailAddress email,
    Tax tax,
    String taxId,
    String poNumber,
    List<Line> lines,
    Instant dueAt) {
  public Bill {
    address = List.copyOf(address);
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a bill asks for something");
    }
  }

  /** One amount and what it is for. */
  public record Line(String what, Money amount) {}

  /** How a buyer stands to tax. */
  public enum Tax {
    TAXED,
    EXEMPT,
    REVERSE_CHARGE
  }

  public Money total() {
    return lines.stream().map(Line::amount).reduce(Money::plus).orElseThrow();
  }

  /** Holds names and addresses: not for logs. */
  @Override
  public String toString() {
    return "Bill[" + invoiceId + "]";
  }
}
