package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache of verified tokens, many threads at once, and the settings of the builder. */
class TokenCacheTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void a_token_seen_again_is_the_same_one_and_another_text_is_not() {
    try (EntitlementVerifier verifier = service.verifier().build()) {
      String token = service.token(service.pass());
      VerifiedToken first = Outcome.accepted(verifier.verify(token));
      assertThat(verifier.verify(new String(token))).isSameAs(first);
      String tail = token.substring(token.length() - 20);
      String otherHead = "A".repeat(token.length() - 20) + tail;
      Outcome.refused(verifier.verify(otherHead));
    }
  }

  @Test
  void a_full_cache_and_none_at_all_change_no_outcome() {
    for (int size : new int[] {0, 1, 4}) {
      try (EntitlementVerifier verifier = service.verifier().cacheSize(size).build()) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          tokens.add(service.token(service.pass()));
        }
        for (int round = 0; round < 2; round++) {
          tokens.forEach(token -> Outcome.accepted(verifier.verify(token)));
        }
        clock.forward(Duration.ofHours(1));
        tokens.forEach(
            token -> assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.EXPIRED));
      }
    }
  }

  @Test
  void many_threads_at_the_start_ask_for_each_document_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (EntitlementVerifier verifier = service.verifier().build()) {
      String token = service.token(service.pass());
      List<Callable<Verification>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        calls.add(() -> verifier.verify(token));
      }
      for (Future<Verification> one : threads.invokeAll(calls)) {
        Outcome.accepted(one.get());
      }
      assertThat(service.asked("/status-lists/w1")).isEqualTo(1);
      assertThat(service.asked("/collection-map")).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keys_over_plain_http_from_elsewhere_need_a_loud_word() {
    URI elsewhere = URI.create("http://carrel.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntitlementVerifier.builder(elsewhere, "a").build())
        .withMessageContaining("trustPlainHttp");
    EntitlementVerifier.builder(elsewhere, "a").trustPlainHttp().build().close();
  }

  @Test
  void settings_that_cannot_be_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.verifier().staleFor(Duration.ZERO).build())
        .withMessageContaining("staleFor");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> service.verifier().statusListPrefix(URI.create("http://localhost/l")).build())
        .withMessageContaining("statusListPrefix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntitlementVerifier.builder(service.issuer(), " "))
        .withMessageContaining("audience");
  }
}
