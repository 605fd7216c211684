package org.carrel.verifier;

/** Leaves a check at the first thing found wrong; carries no stack, never leaves the package. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_NAME = 64;

  private final Reason reason;
  private final String detail;

  Refusal(Reason reason) {
    this(reason, "");
  }

  Refusal(Reason reason, String detail) {
    super(reason.name() + (detail.isEmpty() ? "" : ": " + detail), null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  Refused refused() {
    return detail.isEmpty() ? reason.plain() : new Refused(reason, detail);
  }

  /** What a stranger wrote, made fit for a log: short, one line, plain characters. */
  static String shown(String foreign) {
    String cut =
        foreign.length() > LONGEST_NAME ? foreign.substring(0, LONGEST_NAME) + "…" : foreign;
    return cut.replaceAll("[^A-Za-z0-9._~:/+…-]", "?");
  }
}
