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
 * one ends with half an hour in which its reader asked for nothing of the document.
 */
@ApplicationScoped
public class NoteUse {
  private static final Duration ONE_OPENING = Duration.ofMinutes(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Opening(String subject, Optional<String> session, String handle) {}

  private final EventJournal journal;
  private final Clock clock;
  private final Cache<Opening, Instant> openings =
      Caffeine.newBuilder().maximumSize(200_000).build();

  NoteUse(EventJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** A page of a document is given. */
  public void shown(VerifiedToken token, String handle) {
    Instant now = clock.instant();
    Opening opening = new Opening(token.subject(), token.session(), handle);
    Instant before = openings.asMap().put(opening, now);
    if (before == null || !now.isBefore(before.plus(ONE_OPENING))) {
      note("OPENED", handle, TokenNames.of(token));
    }
  }

  /** A whole document is given. */
  public void downloaded(VerifiedToken token, String handle) {
    note("DOWNLOADED", handle, TokenNames.of(token));
  }

  /** A person is refused a document. */
  public void refused(TokenNames token, String handle) {
    note("REFUSED", handle, token);
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
