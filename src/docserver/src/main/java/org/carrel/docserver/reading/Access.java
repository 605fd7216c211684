package org.carrel.docserver.reading;

import org.carrel.docserver.oauth.HeldGrant;
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
   * @param held what it held
   */
  record Closed(Denial denial, HeldGrant held, ReadingSession session, boolean changed)
      implements Access {}
}
