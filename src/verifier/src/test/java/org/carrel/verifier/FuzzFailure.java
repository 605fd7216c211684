package org.carrel.verifier;

/** An input on which the verifier did what it must not do. */
final class FuzzFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  final transient byte[] input;

  FuzzFailure(String what, byte[] input, Throwable cause) {
    super(what, cause);
    this.input = input;
  }

  FuzzFailure(String what, byte[] input) {
    this(what, input, null);
  }
}
