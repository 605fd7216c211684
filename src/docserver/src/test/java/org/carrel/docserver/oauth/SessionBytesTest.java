package org.carrel.docserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionBytesTest {
  private static final Instant END = Instant.parse("2026-11-25T21:15:00Z");

  @Test
  void a_session_is_read_as_it_was_written() {
    List<HeldGrant> grants =
        List.of(
            new HeldGrant("eyJhbGciOiJFUzI1NiJ9.e30.AAEC", "refresh", "a.b/c", END),
            new HeldGrant("not base64!.x", "refresh-2", "a.b/d", END));
    ReadingSession session =
        new ReadingSession(
            "id",
            grants,
            List.of(new ReadingSession.VainTrip("a.b/e", END)),
            new BrowserSession("the-sid", true),
            END.minusSeconds(60));
    assertThat(SessionBytes.read(SessionBytes.write(session))).contains(session);
  }

  @Test
  void bytes_of_another_form_are_no_session() {
    assertThat(SessionBytes.read(new byte[0])).isEmpty();
    assertThat(SessionBytes.read(new byte[] {9, 1, 2})).isEmpty();
    byte[] whole = SessionBytes.write(ReadingSession.empty());
    assertThat(SessionBytes.read(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
  }
}
