package org.carrel.passes;

/**
 * A pass that was never started can soon no longer be; {@code secret} opens an access link to it
 * and is for the mail only.
 */
public record PassWaits(Order order, Plan plan, Pass pass, String secret) {
  @Override
  public String toString() {
    return "PassWaits[" + pass.id() + "]";
  }
}
