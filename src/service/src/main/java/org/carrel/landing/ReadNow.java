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
  /** Whether it comes from an institution, through whose network the visitor comes. */
  public boolean throughInstitution() {
    return decision.through().isPresent();
  }
}
