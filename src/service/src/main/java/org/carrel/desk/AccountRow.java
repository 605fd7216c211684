package org.carrel.desk;

import java.util.List;
import org.carrel.identity.Reader;

/**
 * An account that holds passes with the visitor.
 *
 * @param account who that is
 * @param passes names of the plans that it holds too
 * @param own whether it is the visitor's own account
 */
public record AccountRow(Reader account, List<String> passes, boolean own) {
  /**
   * Its address for who sees the row: enough to know it by. The whole address is shown to its owner
   * alone, for what a pass shares is time and not names.
   */
  public String name() {
    String address = account.email().value();
    return own ? address : address.charAt(0) + "…" + address.substring(address.indexOf('@'));
  }
}
