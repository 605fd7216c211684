package org.carrel.passes;

/**
 * A pass got another access link; {@code secret} opens it and is for the mail only. Fired in the
 * transaction that writes it.
 */
public record LinkRenewed(Order order, Plan plan, Pass pass, String secret) {
  @Override
  public String toString() {
    return "LinkRenewed[" + pass.id() + "]";
  }
}
