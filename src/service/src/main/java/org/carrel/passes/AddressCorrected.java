package org.carrel.passes;

/**
 * A buyer corrected the address of an order; {@code secret} opens the new access link and is for
 * the mail only. Fired in the transaction that writes it.
 */
public record AddressCorrected(Order order, Plan plan, Pass pass, String secret) {
  @Override
  public String toString() {
    return "AddressCorrected[" + order.id() + "]";
  }
}
