package org.carrel.stack;

/** Why the system cannot start on this machine now, in one sentence for a person. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String sentence) {
    super(sentence, null, false, false);
  }
}
