package org.carrel.docserver.reading;

import java.util.Locale;

/** Why a document is not given; the first eleven are the service's words. */
public enum Denial {
  EXPIRED(403),
  REVOKED(403),
  SUSPENDED(403),
  NO_LICENSE(403),
  NOT_STARTED(403),
  INSTITUTION_ENDED(403),
  NOT_ADMITTED(403),
  SIGN_ON_ENDED(403),
  OUTSIDE_NETWORK(403),
  LIMIT_EXCEEDED(403),
  UNKNOWN_ITEM(404),
  PAGES_USED(403),
  DOWNLOADS_USED(403),
  NO_DOWNLOADS(403),
  SIGNED_OUT(401),
  NO_TOKEN(401),
  ROUND_TRIP_IN_VAIN(403),
  OUTAGE(503);

  private final int status;

  Denial(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The service's word for it, as its landing page takes it. */
  public String reason() {
    return switch (this) {
      case PAGES_USED, DOWNLOADS_USED -> LIMIT_EXCEEDED.name();
      case NO_DOWNLOADS, ROUND_TRIP_IN_VAIN, NO_TOKEN, SIGNED_OUT -> NO_LICENSE.name();
      default -> name();
    };
  }

  /** The denial that the service's word stands for; no licence for a word of later days. */
  static Denial of(String reason) {
    try {
      return valueOf(reason.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return NO_LICENSE;
    }
  }
}
