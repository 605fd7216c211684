package org.carrel.passes;

/**
 * A paid order gave a pass; {@code secret} opens its access link and is for the mail only. Fired in
 * the transaction that writes it.
 */
public record PassIssued(Order order, Plan plan, Pass pass, String secret) {
  @Override
  public String toString() {
    return "PassIssued[" + pass.id() + "]";
  }
}
