package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.ErrorObject;

/** A refusal in OAuth's own words (RFC 6749 5.2), answered as JSON. */
class OAuthFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorObject error;

  OAuthFailure(ErrorObject error) {
    super(error.getCode(), null, false, false);
    this.error = error;
  }

  ErrorObject error() {
    return error;
  }
}
