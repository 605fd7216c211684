package org.carrel.passes;

/**
 * A paid order added time to a pass; {@code secret} opens an access link to it and is for the mail
 * only. Fired in the transaction that writes it.
 */
public record PassExtended(Order order, Plan plan, Pass pass, String secret) {
  @Override
  public String toString() {
    return "PassExtended[" + pass.id() + "]";
  }
}
