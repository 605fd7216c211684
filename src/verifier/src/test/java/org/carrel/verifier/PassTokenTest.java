package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a good token says, and for how long it is good. */
class PassTokenTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void a_pass_is_verified_and_says_what_it_grants() {
    Map<String, Object> claims = service.pass();
    FakeService.detail(claims).put("lim", Map.of("pg", 200, "dl", 5));
    VerifiedToken token = accepted(service.token(claims));
    assertThat(token.subject()).isEqualTo(FakeService.SUBJECT);
    assertThat(token.isPass()).isTrue();
    assertThat(token.clientId()).isEqualTo("docserver");
    assertThat(token.jti()).isEqualTo(claims.get("jti"));
    assertThat(token.keyId()).isEqualTo("key-1");
    assertThat(token.issuedAt()).isEqualTo(clock.instant());
    assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    assertThat(token.end()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    assertThat(token.limits()).isEqualTo(new Limits(OptionalInt.of(200), OptionalInt.of(5)));
    assertThat(token.products()).isEqualTo(Set.of(1));
    assertThat(token.permits("read")).isTrue();
    assertThat(token.permits("print")).isFalse();
    assertThat(token.admits(Optional.empty())).isTrue();
  }

  @Test
  void collections_cover_the_documents_of_their_titles() {
    VerifiedToken token = accepted(service.token(service.pass()));
    assertThat(token.covers(FakeService.HANDLE)).isTrue();
    assertThat(token.covers("us.founding/constitution")).isFalse();
    assertThat(token.covers("unknown/document")).isFalse();
  }

  @Test
  void named_documents_are_covered_and_no_other() {
    Map<String, Object> claims = service.pass();
    FakeService.detail(claims).remove("prod");
    FakeService.detail(claims).put("docs", List.of("us.founding/constitution"));
    VerifiedToken token = accepted(service.token(claims));
    assertThat(token.covers("us.founding/constitution")).isTrue();
    assertThat(token.covers(FakeService.HANDLE)).isFalse();
    assertThat(token.docs()).isEqualTo(Set.of("us.founding/constitution"));
  }

  @Test
  void rs256_is_verified_too() {
    service.signer = Signer.rs256("key-rsa", 2048);
    service.published.add(service.signer);
    assertThat(accepted(service.token(service.pass())).keyId()).isEqualTo("key-rsa");
  }

  private VerifiedToken accepted(String token) {
    return assertThat(verifier.verify(token)).asInstanceOf(type(VerifiedToken.class)).actual();
  }
}
