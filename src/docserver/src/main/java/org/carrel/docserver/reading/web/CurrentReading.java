package org.carrel.docserver.reading.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.verifier.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** What the access filter let through: read by the page that answers. */
@RequestScoped
class CurrentReading {
  private @Nullable Want want;
  private @Nullable VerifiedToken token;
  private @Nullable ReadingSession session;

  void allowed(Want want, VerifiedToken token, ReadingSession session) {
    this.want = want;
    this.token = token;
    this.session = session;
  }

  Want want() {
    return Objects.requireNonNull(want, "not let through by the access filter");
  }

  VerifiedToken token() {
    return Objects.requireNonNull(token, "not let through by the access filter");
  }

  ReadingSession session() {
    return Objects.requireNonNull(session, "not let through by the access filter");
  }
}
