package org.carrel.sales;

import org.carrel.base.EmailAddress;

/**
 * A version of a quote goes to somebody: to its recipient, or to whom they send it.
 *
 * @param secret opens it; it is in the mail and nowhere else
 * @param forwarded whether a recipient sends it on to the person who may sign
 */
public record QuoteSent(
    Quote quote, QuoteVersion version, EmailAddress to, String secret, boolean forwarded) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "QuoteSent[" + version.id() + "]";
  }
}
