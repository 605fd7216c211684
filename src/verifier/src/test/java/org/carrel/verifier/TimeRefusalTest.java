package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The boundaries of time, at the exact second and the millisecond before it. */
class TimeRefusalTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void a_token_is_expired_at_the_exact_second() {
    String token = token("exp", clock.seconds() + 600);
    clock.set(NOON.plusSeconds(600).minusMillis(1));
    Outcome.accepted(verifier.verify(token));
    clock.set(NOON.plusSeconds(600));
    assertThat(reason(token)).as("from the cache").isEqualTo(Reason.EXPIRED);
    assertThat(reason(token)).as("in full").isEqualTo(Reason.EXPIRED);
  }

  @Test
  void a_grant_is_over_at_the_exact_second_of_its_end() {
    Map<String, Object> claims = service.pass();
    FakeService.detail(claims).put("end", clock.seconds() + 600);
    String token = service.token(claims);
    clock.set(NOON.plusSeconds(600).minusMillis(1));
    Outcome.accepted(verifier.verify(token));
    clock.set(NOON.plusSeconds(600));
    assertThat(reason(token)).as("from the cache").isEqualTo(Reason.ENDED);
    assertThat(reason(service.token(claims))).as("in full").isEqualTo(Reason.ENDED);
  }

  @Test
  void an_issue_in_the_future_is_taken_up_to_the_skew() {
    String edge = service.token(issuedAt(clock.seconds() + 30));
    Outcome.accepted(verifier.verify(edge));
    String beyond = service.token(issuedAt(clock.seconds() + 31));
    assertThat(reason(beyond)).isEqualTo(Reason.ISSUED_IN_FUTURE);
  }

  @Test
  void a_life_of_more_than_the_most_is_refused() {
    Outcome.accepted(verifier.verify(token("exp", clock.seconds() + 3600)));
    assertThat(reason(token("exp", clock.seconds() + 3601))).isEqualTo(Reason.LIVES_TOO_LONG);
    assertThat(reason(token("exp", clock.seconds()))).isEqualTo(Reason.LIVES_TOO_LONG);
    assertThat(reason(token("exp", clock.seconds() - 60))).isEqualTo(Reason.LIVES_TOO_LONG);
  }

  @Test
  void times_that_are_no_whole_seconds_are_refused() {
    for (String time : List.of("1.5", "1e9", "1772366400.0", "\"1772366400\"", "null", "-1")) {
      String claims = Signer.json(service.pass());
      String iat = claims.replaceFirst("\"iat\":\\d+", "\"iat\":" + time);
      assertThat(payload(iat)).as("iat " + time).isEqualTo(Reason.BAD_TIME);
      String exp = claims.replaceFirst("\"exp\":\\d+", "\"exp\":" + time);
      assertThat(payload(exp)).as("exp " + time).isEqualTo(Reason.BAD_TIME);
      String end = claims.replaceFirst("\"end\":\\d+", "\"end\":" + time);
      assertThat(payload(end)).as("end " + time).isEqualTo(Reason.BAD_TIME);
    }
  }

  @Test
  void a_time_too_far_to_count_in_milliseconds_is_refused() {
    String claims = Signer.json(service.pass());
    for (String time : List.of("9223372036854775807", "99999999999999999999", "253402300800")) {
      assertThat(payload(claims.replaceFirst("\"end\":\\d+", "\"end\":" + time)))
          .isEqualTo(Reason.BAD_TIME);
    }
  }

  @Test
  void a_token_that_is_not_valid_yet_is_refused() {
    assertThat(reason(token("nbf", clock.seconds() + 31))).isEqualTo(Reason.NOT_YET_VALID);
    assertThat(reason(token("nbf", "soon"))).isEqualTo(Reason.BAD_TIME);
    Outcome.accepted(verifier.verify(token("nbf", clock.seconds())));
  }

  @Test
  void the_skew_never_lengthens_a_token() {
    String token = token("exp", clock.seconds() + 1);
    clock.forward(Duration.ofSeconds(1));
    assertThat(reason(token)).isEqualTo(Reason.EXPIRED);
  }

  private Map<String, Object> issuedAt(long seconds) {
    Map<String, Object> claims = service.pass();
    claims.put("iat", seconds);
    claims.put("exp", seconds + 600);
    return claims;
  }

  private String token(String claim, Object value) {
    Map<String, Object> claims = service.pass();
    claims.put(claim, value);
    return service.token(claims);
  }

  private Reason payload(String payload) {
    String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}";
    return reason(service.signer.signRaw(header, payload));
  }

  private Reason reason(String token) {
    return Outcome.reason(verifier.verify(token));
  }
}
