package org.carrel.verifier;

/**
 * Why a token was refused. Names are stable (logs and metrics may use them); sentences are for
 * people and may change.
 */
public enum Reason {
  NOT_A_TOKEN(Kind.BROKEN, "This is not a signed token of three parts."),
  TOO_LONG(Kind.BROKEN, "The token is longer than 4,096 bytes."),
  BAD_ENCODING(Kind.BROKEN, "A part of the token is not strict base64url."),
  BAD_JSON(Kind.BROKEN, "A part of the token is not strict JSON."),
  TOO_DEEP(Kind.BROKEN, "The token nests deeper than 5 levels."),
  DUPLICATE_KEY(Kind.BROKEN, "The token names one member twice."),
  FORBIDDEN_HEADER(Kind.BROKEN, "The header holds more than alg, typ and kid."),
  WRONG_TYPE(Kind.BROKEN, "The token is of another type than expected here."),
  WRONG_ALGORITHM(Kind.BROKEN, "The algorithm is not the one this key was made for."),
  UNKNOWN_KEY(Kind.BROKEN, "The service does not publish the key that the token names."),
  BAD_SIGNATURE_LENGTH(Kind.BROKEN, "The signature has not the length of this algorithm."),
  BAD_SIGNATURE(Kind.BROKEN, "The signature is not that of the named key."),
  MISSING_CLAIM(Kind.BROKEN, "The token lacks a claim that it must have."),
  BAD_CLAIM(Kind.BROKEN, "A claim has a form that it must not have."),
  BAD_TIME(Kind.BROKEN, "A time in the token is not a whole number of seconds."),
  PROOF_OF_POSSESSION(Kind.BROKEN, "The token is bound to a key, which is not offered yet."),
  NOTHING_GRANTED(Kind.BROKEN, "The token grants nothing that this verifier knows."),
  WRONG_ISSUER(Kind.NOT_FOR_HERE, "The token is from another issuer."),
  WRONG_AUDIENCE(Kind.NOT_FOR_HERE, "The token is for another audience."),
  ISSUED_IN_FUTURE(Kind.BROKEN, "The token was issued in the future: compare the clocks."),
  NOT_YET_VALID(Kind.BROKEN, "The token is not valid yet."),
  LIVES_TOO_LONG(Kind.BROKEN, "The token's life is not within what is allowed."),
  EXPIRED(Kind.OVER, "The token has expired: renew it."),
  ENDED(Kind.OVER, "The time of the pass or subscription has ended."),
  LIST_OUTSIDE_PREFIX(Kind.BROKEN, "The status list lies outside the configured address."),
  INDEX_OUT_OF_RANGE(Kind.BROKEN, "The status list has no entry of that number."),
  REVOKED(Kind.TAKEN_BACK, "The pass or subscription was revoked."),
  SUSPENDED(Kind.TAKEN_BACK, "The pass or subscription is suspended."),
  UNKNOWN_STATUS(Kind.TAKEN_BACK, "The status list holds a value of unknown meaning."),
  KEYS_UNAVAILABLE(Kind.OUTAGE, "No key of the service is known that is fresh enough."),
  LIST_UNAVAILABLE(Kind.OUTAGE, "No status list is known that is fresh enough."),
  MAP_UNAVAILABLE(Kind.OUTAGE, "No collection map is known that is fresh enough."),
  CLOSED(Kind.OUTAGE, "This verifier was closed."),
  INTERNAL_ERROR(Kind.OUTAGE, "The token could not be checked.");

  /** What a document server does about it. */
  public enum Kind {
    /** Malformed, forged or made for another use: drop it, ask for a new one. */
    BROKEN,
    /** Sound perhaps, yet not for this server: a configuration to look at. */
    NOT_FOR_HERE,
    /** Its time is over: renew; a refused renewal ends access. */
    OVER,
    /** The service took it back: end access now. */
    TAKEN_BACK,
    /** Nothing can be said: answer 503, keep the reader's session. */
    OUTAGE
  }

  private final Kind kind;
  private final String sentence;
  private final Refused plain;

  Reason(Kind kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
    this.plain = new Refused(this, "");
  }

  public Kind kind() {
    return kind;
  }

  /** One English sentence for a person; holds nothing of the token. */
  public String sentence() {
    return sentence;
  }

  /** The refusal without detail, shared so that a refused hit costs no memory. */
  Refused plain() {
    return plain;
  }
}
