package org.carrel.desk.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The act that a staff page asks back about before it is done. */
public enum Confirmation {
  NONE,
  REFUND,
  REVOKE,
  RESEND;

  static Confirmation of(@Nullable String code) {
    return Arrays.stream(values())
        .filter(value -> value.code().equals(code))
        .findFirst()
        .orElse(NONE);
  }

  /** As it stands in addresses. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isRefund() {
    return this == REFUND;
  }

  public boolean isRevoke() {
    return this == REVOKE;
  }

  public boolean isResend() {
    return this == RESEND;
  }
}
