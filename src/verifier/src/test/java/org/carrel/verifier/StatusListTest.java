package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a status list does to a token, and which lists are not believed. */
class StatusListTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void a_revoked_and_a_suspended_grant_are_refused_each_by_its_name() {
    service.set("w1", 7, 1);
    service.set("w1", 8, 2);
    service.set("w1", 10, 3);
    assertThat(at(7)).isEqualTo(Reason.REVOKED);
    assertThat(at(8)).isEqualTo(Reason.SUSPENDED);
    assertThat(at(10)).isEqualTo(Reason.UNKNOWN_STATUS);
    Outcome.accepted(verifier.verify(token(9)));
    Outcome.accepted(verifier.verify(token(6)));
  }

  @Test
  void a_token_from_the_cache_is_refused_within_seconds_of_its_revocation() {
    service.ttl = 1;
    String token = service.token(service.pass());
    Outcome.accepted(verifier.verify(token));
    service.set("w1", 7, 1);
    Outcome.soon("revoked", () -> verifier.verify(token) instanceof Refused);
    assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.REVOKED);
  }

  @Test
  void a_poll_that_failed_in_an_unforeseen_way_is_followed_by_others() {
    service.ttl = 1;
    AtomicInteger failures = new AtomicInteger(3);
    AtomicBoolean failing = new AtomicBoolean();
    SettableClock unreadable =
        new SettableClock(clock.instant()) {
          @Override
          public long millis() {
            boolean polls = Thread.currentThread().getName().equals("carrel-verifier");
            if (polls && failing.get() && failures.getAndDecrement() > 0) {
              throw new UncheckedIOException(new IOException("too many open files"));
            }
            return super.millis();
          }
        };
    try (EntitlementVerifier shaken = service.verifier().clock(unreadable).build()) {
      String token = service.token(service.pass());
      Outcome.accepted(shaken.verify(token));
      failing.set(true);
      Outcome.soon("failed", () -> failures.get() <= 0);
      service.set("w1", 7, 1);
      Outcome.soon("revoked", () -> shaken.verify(token) instanceof Refused);
    }
  }

  @Test
  void a_lifted_suspension_gives_the_token_back() {
    service.ttl = 1;
    service.set("w1", 7, 2);
    String token = service.token(service.pass());
    assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.SUSPENDED);
    service.set("w1", 7, 0);
    Outcome.soon("lifted", () -> verifier.verify(token) instanceof VerifiedToken);
  }

  @Test
  void both_lists_of_an_institution_are_checked() {
    Outcome.accepted(verifier.verify(service.token(service.institution())));
    service.lists.put("s2", new byte[64]);
    service.set("s2", 9, 1);
    Map<String, Object> claims = service.institution();
    FakeService.detail(claims).put("ses", Map.of("idx", 9, "uri", service.listUri("s2")));
    assertThat(Outcome.reason(verifier.verify(service.token(claims)))).isEqualTo(Reason.REVOKED);
  }

  @Test
  void a_missing_session_list_refuses_though_the_grants_list_is_there() {
    service.lists.remove("s1");
    assertThat(Outcome.reason(verifier.verify(service.token(service.institution()))))
        .isEqualTo(Reason.LIST_UNAVAILABLE);
  }

  @Test
  void an_index_beyond_the_list_is_refused() {
    Outcome.accepted(verifier.verify(token(255)));
    assertThat(at(256)).isEqualTo(Reason.INDEX_OUT_OF_RANGE);
    assertThat(at(1 << 20)).isEqualTo(Reason.INDEX_OUT_OF_RANGE);
    assertThat(at(-1)).isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void an_index_in_a_list_that_has_grown_is_found_at_once() {
    Outcome.accepted(verifier.verify(token(255)));
    service.lists.put("w1", new byte[128]);
    Outcome.accepted(verifier.verify(token(256)));
  }

  @Test
  void a_list_outside_the_prefix_is_never_asked_for() {
    for (String uri :
        List.of(
            "http://elsewhere.example/status-lists/w1",
            service.issuer() + "/status-lists/../oauth/jwks",
            service.issuer() + "/status-lists/%2e%2e/x",
            service.issuer() + "/status-lists/",
            service.issuer() + "/status-lists/w1?x=1",
            service.issuer() + "/status-listsx/w1")) {
      Map<String, Object> claims = service.pass();
      claims.put("status", Map.of("status_list", Map.of("idx", 7, "uri", uri)));
      assertThat(Outcome.reason(verifier.verify(service.token(claims))))
          .as(uri)
          .isEqualTo(Reason.LIST_OUTSIDE_PREFIX);
    }
  }

  @Test
  void a_token_offered_as_a_status_list_is_not_believed() {
    assertThat(trouble(service.token(service.pass()))).contains("WRONG_TYPE");
  }

  @Test
  void a_list_whose_sub_is_another_address_is_not_believed() {
    assertThat(troubleWith(claims -> claims.put("sub", service.listUri("w1")))).contains("sub");
  }

  @Test
  void a_list_signed_by_a_stranger_is_not_believed() {
    service.lists.put("x", new byte[64]);
    String forged = Signer.es256("key-1").sign("statuslist+jwt", service.listClaims("x"));
    assertThat(trouble(forged)).contains("BAD_SIGNATURE");
  }

  @Test
  void a_list_of_another_width_is_not_believed() {
    String lst = FakeService.deflated(new byte[64]);
    for (int bits : new int[] {1, 4, 8}) {
      Map<String, Object> list = Map.of("bits", bits, "lst", lst);
      assertThat(troubleWith(claims -> claims.put("status_list", list))).contains("bits");
    }
  }

  @Test
  void a_list_that_inflates_beyond_256_kib_is_not_believed() {
    Map<String, Object> most = Map.of("bits", 2, "lst", FakeService.deflated(new byte[262_144]));
    assertThat(troubleWith(claims -> claims.put("status_list", most))).isEmpty();
    Map<String, Object> more = Map.of("bits", 2, "lst", FakeService.deflated(new byte[262_145]));
    assertThat(troubleWith(claims -> claims.put("status_list", more))).contains("262144");
    Map<String, Object> bomb = Map.of("bits", 2, "lst", FakeService.deflated(new byte[1 << 26]));
    assertThat(troubleWith(claims -> claims.put("status_list", bomb))).contains("262144");
  }

  @Test
  void a_list_that_is_no_whole_zlib_stream_is_not_believed() {
    String whole = FakeService.deflated(new byte[64]);
    for (String lst : List.of(whole.substring(0, 8), "AAAA", whole + "AAAA")) {
      Map<String, Object> list = Map.of("bits", 2, "lst", lst);
      assertThat(troubleWith(claims -> claims.put("status_list", list))).isNotEmpty();
    }
  }

  @Test
  void a_list_that_is_over_or_of_the_future_is_not_believed() {
    assertThat(troubleWith(claims -> claims.put("exp", clock.seconds()))).contains("EXPIRED");
    assertThat(troubleWith(claims -> claims.remove("exp"))).contains("MISSING_CLAIM");
    assertThat(troubleWith(claims -> claims.put("iat", clock.seconds() + 31)))
        .contains("ISSUED_IN_FUTURE");
  }

  @Test
  void an_older_list_brings_nothing_back() {
    service.ttl = 1;
    String before = service.list("w1");
    clock.forward(Duration.ofSeconds(5));
    service.set("w1", 7, 1);
    assertThat(at(7)).isEqualTo(Reason.REVOKED);
    service.answersInstead.put("/status-lists/w1", before);
    int asked = service.asked("/status-lists/w1");
    Outcome.soon("the old list was offered", () -> service.asked("/status-lists/w1") > asked);
    Outcome.soon("and seen", () -> verifier.health().sources().get(1).trouble().contains("older"));
    assertThat(at(7)).isEqualTo(Reason.REVOKED);
  }

  private Reason at(int index) {
    return Outcome.reason(verifier.verify(token(index)));
  }

  private String token(int index) {
    Map<String, Object> claims = service.pass();
    claims.put("status", Map.of("status_list", Map.of("idx", index, "uri", service.listUri("w1"))));
    return service.token(claims);
  }

  private String troubleWith(Consumer<Map<String, Object>> change) {
    service.lists.put("x", new byte[64]);
    Map<String, Object> claims = service.listClaims("x");
    change.accept(claims);
    return trouble(service.signer.sign("statuslist+jwt", claims));
  }

  /** Why a verifier refuses that is given this list, empty if it does not. */
  private String trouble(String list) {
    service.answersInstead.put("/status-lists/x", list);
    Map<String, Object> claims = service.pass();
    claims.put("status", Map.of("status_list", Map.of("idx", 7, "uri", service.listUri("x"))));
    try (EntitlementVerifier fresh = service.verifier().build()) {
      Verification verification = fresh.verify(service.token(claims));
      if (verification instanceof Refused refused) {
        assertThat(refused.reason()).isEqualTo(Reason.LIST_UNAVAILABLE);
        return refused.detail();
      }
      return "";
    }
  }
}
