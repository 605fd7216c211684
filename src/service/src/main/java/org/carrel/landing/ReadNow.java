package org.carrel.landing;

import org.carrel.access.Decision;

/**
 * Access that is there already.
 *
 * @param at where to read
 * @param by what gives it: the name of the plan, or of the institution
 * @param decision until when, and what is left
 */
public record ReadNow(String at, String by, Decision.Allowed decision) {
  /** Whether it comes from an institution. */
  public boolean throughInstitution() {
    return decision.through().isPresent();
  }

  /** Whether the visitor signed in there, and does not come through its network. */
  public boolean signedOn() {
    return decision.through().filter(through -> through.net() == null).isPresent();
  }
}
