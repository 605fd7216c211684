package org.carrel.sales;

import java.time.Instant;

/**
 * Something happened to a trial, or will soon; fired in the transaction that does it.
 *
 * @param secret opens the request's private page; for the mail only
 */
public record TrialMoved(Trial trial, Request request, TrialStep step, Instant at, String secret) {
  @Override
  public String toString() {
    return "TrialMoved[" + trial.id() + " " + step + "]";
  }
}
