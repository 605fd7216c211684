package org.carrel.docserver.uses;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.carrel.verifier.VerifiedToken;

/**
 * Notes each document that is opened or downloaded and each refusal. To turn pages is no opening:
 * one ends with half an hour in which its reader asked for nothing of the document. A refusal ends
 * in the same way: who tries again is the same reader turned away.
 */
@ApplicationScoped
public class NoteUse {
  private static final Duration ONE_AND_THE_SAME = Duration.ofMinutes(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Seen(String kind, String subject, Optional<String> session, String handle) {}

  private final EventJournal journal;
  private final Clock clock;
  private final Cache<Seen, Instant> seen = Caffeine.newBuilder().maximumSize(200_000).build();

  NoteUse(EventJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** A page of a document is given. */
  public void shown(VerifiedToken token, String handle) {
    if (isNew(new Seen("OPENED", token.subject(), token.session(), handle))) {
      note("OPENED", handle, TokenNames.of(token));
    }
  }

  /** A whole document is given. */
  public void downloaded(VerifiedToken token, String handle) {
    note("DOWNLOADED", handle, TokenNames.of(token));
  }

  /**
   * A person is refused a document.
   *
   * @param cookie the session in the reader's cookie, which tells readers apart that have no token
   */
  public void refused(TokenNames token, String cookie, String handle) {
    String subject = token.subject();
    Seen refusal =
        subject == null
            ? new Seen("REFUSED", "", Optional.of(cookie), handle)
            : new Seen("REFUSED", subject, Optional.ofNullable(token.session()), handle);
    if (isNew(refusal)) {
      note("REFUSED", handle, token);
    }
  }

  private boolean isNew(Seen what) {
    Instant now = clock.instant();
    Instant before = seen.asMap().put(what, now);
    return before == null || !now.isBefore(before.plus(ONE_AND_THE_SAME));
  }

  private void note(String kind, String handle, TokenNames token) {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    journal.add(
        new UsageEvent(
            "e_" + Base64.getUrlEncoder().withoutPadding().encodeToString(id),
            clock.millis(),
            kind,
            handle,
            token.subject(),
            token.id(),
            token.session()));
  }
}
