package org.carrel.verifier;

/**
 * The token gives no access.
 *
 * @param reason stable and enumerable
 * @param detail what exactly, for an operator's log, may be empty; never holds the token, a
 *     signature or a reader's data
 */
public record Refused(Reason reason, String detail) implements Verification {
  /** The reason's sentence, with the detail where there is one. */
  public String sentence() {
    return detail.isEmpty() ? reason.sentence() : reason.sentence() + " (" + detail + ")";
  }
}
