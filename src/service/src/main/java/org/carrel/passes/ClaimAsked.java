package org.carrel.passes;

import java.util.List;
import org.carrel.base.EmailAddress;

/**
 * An account asks to hold passes; their mail address is asked whether it may. Fired in the
 * transaction that writes it.
 *
 * @param account the account's address, for the mail to name
 * @param links never empty; the newest purchase first
 */
public record ClaimAsked(EmailAddress account, List<Link> links) {
  /**
   * One pass.
   *
   * @param secret opens the page that asks for the click; for the mail only
   */
  public record Link(Order order, Plan plan, Pass pass, String secret) {
    @Override
    public String toString() {
      return "Link[" + pass.id() + "]";
    }
  }
}
