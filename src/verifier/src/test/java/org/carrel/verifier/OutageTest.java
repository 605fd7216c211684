package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service is away: for how long tokens are good, and what the health says meanwhile. */
class OutageTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration BOUND = Duration.ofMinutes(30);

  private final SettableClock clock = new SettableClock(NOON);
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void a_list_signed_before_both_machines_slept_is_asked_for_again_before_anybody_is_refused() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    String old = service.list("w1");
    service.answersInstead.put("/status-lists/w1", old);
    clock.forward(Duration.ofMinutes(61));
    int before = service.asked("/status-lists/w1");
    Thread awake =
        new Thread(
            () -> {
              Outcome.soon("asked", () -> service.asked("/status-lists/w1") > before);
              service.answersInstead.remove("/status-lists/w1");
            });
    awake.start();
    Outcome.accepted(verifier.verify(service.token(service.pass())));
  }

  @Test
  void a_service_down_for_longer_than_the_bound_ends_all_access() {
    String token = service.token(service.pass());
    String unseen = service.token(service.pass());
    Outcome.accepted(verifier.verify(token));
    service.stop();
    clock.set(NOON.plus(BOUND).minusMillis(1));
    Outcome.accepted(verifier.verify(token));
    Outcome.accepted(verifier.verify(unseen));
    clock.set(NOON.plus(BOUND));
    assertThat(kind(verifier.verify(token))).isEqualTo(Reason.Kind.OUTAGE);
    assertThat(kind(verifier.verify(service.token(service.pass())))).isEqualTo(Reason.Kind.OUTAGE);
  }

  @Test
  void a_revocation_during_an_outage_is_unseen_and_the_health_says_so() {
    String token = service.token(service.pass());
    Outcome.accepted(verifier.verify(token));
    assertThat(verifier.health().state()).isEqualTo(Health.State.IN_CONTACT);
    service.set("w1", 7, 1);
    service.stop();
    clock.forward(Duration.ofMinutes(10));
    Outcome.accepted(verifier.verify(token));
    Health health = verifier.health();
    assertThat(health.state()).isEqualTo(Health.State.OUT_OF_CONTACT);
    assertThat(health.lastContact()).contains(NOON);
    assertThat(health.unseen()).isEqualTo(Duration.ofMinutes(10));
    assertThat(health.sentence())
        .contains("600 s ago", "revocations since then are unseen", "2026-03-01T12:30:00Z");
    clock.forward(Duration.ofMinutes(20));
    assertThat(verifier.health().state()).isEqualTo(Health.State.REFUSING);
  }

  @Test
  void a_list_is_believed_no_longer_than_its_own_exp() {
    Map<String, Object> claims = service.listClaims("w1");
    claims.put("exp", clock.seconds() + 600);
    service.answersInstead.put("/status-lists/w1", service.signer.sign("statuslist+jwt", claims));
    String token = service.token(service.pass());
    clock.set(NOON.plusSeconds(600).minusMillis(1));
    Outcome.accepted(verifier.verify(token));
    clock.set(NOON.plusSeconds(600));
    assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.LIST_UNAVAILABLE);
  }

  @Test
  void a_verifier_that_never_had_a_list_refuses() {
    service.lists.clear();
    assertThat(Outcome.reason(verifier.verify(service.token(service.pass()))))
        .isEqualTo(Reason.LIST_UNAVAILABLE);
  }

  @Test
  void a_verifier_that_never_had_keys_refuses() {
    service.broken = true;
    try (EntitlementVerifier fresh = service.verifier().build()) {
      Refused refused = Outcome.refused(fresh.verify(service.token(service.pass())));
      assertThat(refused.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
      assertThat(refused.detail()).isEqualTo("answered 503");
      assertThat(fresh.health().state()).isEqualTo(Health.State.REFUSING);
      assertThat(fresh.health().sentence()).contains("since the start");
    }
  }

  @Test
  void collections_without_a_map_cannot_be_judged() {
    service.answersInstead.put("/collection-map", "nonsense");
    assertThat(Outcome.reason(verifier.verify(service.token(service.pass()))))
        .isEqualTo(Reason.MAP_UNAVAILABLE);
  }

  @Test
  void the_service_back_again_is_noticed_within_seconds() {
    service.broken = true;
    clock.forward(BOUND);
    String token = service.token(service.pass());
    Outcome.refused(verifier.verify(token));
    service.broken = false;
    Outcome.soon("back", () -> verifier.verify(token) instanceof VerifiedToken);
  }

  @Test
  void a_clock_that_leaps_costs_no_reader_his_access() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    clock.forward(Duration.ofDays(30));
    Outcome.accepted(verifier.verify(service.token(service.pass())));
  }

  @Test
  void a_clock_set_back_lengthens_nothing() {
    Duration bound = Duration.ofMillis(700);
    try (EntitlementVerifier brief = service.verifier().staleFor(bound).build()) {
      String token = service.token(service.pass());
      Outcome.accepted(brief.verify(token));
      service.stop();
      clock.set(NOON.minusSeconds(20));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(800));
      assertThat(kind(brief.verify(token))).isEqualTo(Reason.Kind.OUTAGE);
    }
  }

  @Test
  void a_service_that_is_down_is_asked_ever_more_seldom() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    service.broken = true;
    clock.forward(BOUND);
    String token = service.token(service.pass());
    int before = service.asked("/oauth/jwks");
    for (int i = 0; i < 5_000; i++) {
      assertThat(kind(verifier.verify(token))).isEqualTo(Reason.Kind.OUTAGE);
    }
    assertThat(service.asked("/oauth/jwks") - before).isLessThan(5);
  }

  @Test
  void a_list_that_only_expired_tokens_named_is_let_go() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    service.lists.clear();
    clock.forward(Duration.ofHours(2));
    Outcome.soon("fit", () -> verifier.health().state() != Health.State.REFUSING);
    assertThat(verifier.health().sources()).noneMatch(one -> one.address().contains("lists"));
  }

  @Test
  void one_token_whose_list_never_was_does_not_make_the_whole_verifier_unfit() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    Map<String, Object> claims = service.pass();
    claims.put("status", Map.of("status_list", Map.of("idx", 1, "uri", service.listUri("none"))));
    assertThat(Outcome.reason(verifier.verify(service.token(claims))))
        .isEqualTo(Reason.LIST_UNAVAILABLE);
    assertThat(verifier.health().state()).isEqualTo(Health.State.IN_CONTACT);
  }

  @Test
  void an_unchanged_document_is_not_sent_again() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    int before = service.unchanged("/status-lists/w1");
    Outcome.soon("304", () -> service.unchanged("/status-lists/w1") > before);
    assertThat(verifier.health().state()).isEqualTo(Health.State.IN_CONTACT);
  }

  @Test
  void a_closed_verifier_refuses() {
    String token = service.token(service.pass());
    VerifiedToken verified = Outcome.accepted(verifier.verify(token));
    verifier.close();
    assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.CLOSED);
    assertThat(verified.covers(FakeService.HANDLE)).isFalse();
  }

  private static Reason.Kind kind(Verification verification) {
    return Outcome.reason(verification).kind();
  }
}
