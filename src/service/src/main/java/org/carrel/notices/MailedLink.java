package org.carrel.notices;

import org.carrel.passes.Order;
import org.carrel.passes.Pass;
import org.carrel.passes.Plan;

/**
 * A link as a mail shows it.
 *
 * @param url holds the link's secret
 */
record MailedLink(Order order, Plan plan, Pass pass, String url) {
  @Override
  public String toString() {
    return "MailedLink[" + pass.id() + "]";
  }
}
