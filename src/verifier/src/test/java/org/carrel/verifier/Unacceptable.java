package org.carrel.verifier;

/** The other opinion of a fuzz: this must be refused. */
final class Unacceptable extends Exception {
  private static final long serialVersionUID = 1;

  Unacceptable(String why) {
    super(why, null, false, false);
  }

  static void unless(boolean holds, String otherwise) throws Unacceptable {
    if (!holds) {
      throw new Unacceptable(otherwise);
    }
  }
}
