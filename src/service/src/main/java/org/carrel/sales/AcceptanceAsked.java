package org.carrel.sales;

/** Somebody wants to accept a version of a quote and is to prove the own address by a click. */
public record AcceptanceAsked(
    Quote quote, QuoteVersion version, Acceptance acceptance, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "AcceptanceAsked[" + acceptance.id() + "]";
  }
}
