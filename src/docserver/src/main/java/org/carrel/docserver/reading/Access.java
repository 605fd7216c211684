package org.carrel.docserver.reading;

import java.time.Instant;
import java.util.Optional;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.verifier.VerifiedToken;

/** Whether a session may use a document now. */
public sealed interface Access {
  /** The session as it is after the decision; keep it where {@link #changed}. */
  ReadingSession session();

  boolean changed();

  /** Yes, by that token. */
  record Open(VerifiedToken token, ReadingSession session, boolean changed) implements Access {}

  /** Nothing that the session holds covers the document: ask the service. */
  record Unasked(ReadingSession session, boolean changed) implements Access {}

  /**
   * No: what the session held for the document gives nothing any more.
   *
   * @param end when the grant's time ended or would have ended, where known
   */
  record Closed(Denial denial, Optional<Instant> end, ReadingSession session, boolean changed)
      implements Access {}
}
