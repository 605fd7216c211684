package org.carrel.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether somebody may read something now, and on what ground. */
public sealed interface Decision {
  /**
   * Yes.
   *
   * @param grantId the grant that was chosen
   * @param holder who owns it
   * @param until the first instant at which it no longer allows
   * @param limits what is left of its limits
   * @param through the institution through which it was reached, empty for a person's own
   */
  record Allowed(
      String grantId, String holder, Instant until, Remaining limits, Optional<Through> through)
      implements Decision {}

  /**
   * No.
   *
   * @param reason why
   * @param grantId the grant that came nearest, where there is one
   * @param holder who owns that
   */
  record Denied(Reason reason, @Nullable String grantId, @Nullable String holder)
      implements Decision {
    /** For people: what happened. */
    public String sentence() {
      return reason.sentence();
    }
  }
}
