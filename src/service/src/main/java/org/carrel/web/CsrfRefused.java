package org.carrel.web;

/** A change of state was asked for without the token of a form of ours. */
class CsrfRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CsrfRefused() {
    super("no CSRF token", null, false, false);
  }
}
