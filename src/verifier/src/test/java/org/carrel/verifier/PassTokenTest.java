package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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
  private final EntitlementVerifier verifier =
      EntitlementVerifier.builder(service.issuer(), FakeService.AUDIENCE).clock(clock).build();

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

  @Test
  void an_institution_is_tied_to_its_session_and_network() throws Exception {
    VerifiedToken token = accepted(service.token(service.institution()));
    assertThat(token.isPass()).isFalse();
    assertThat(token.session()).contains("session-1");
    assertThat(token.institution()).hasValue(4711);
    assertThat(token.net()).contains(Cidr.parse("192.0.2.0/24"));
    assertThat(token.admits(Optional.of(InetAddress.getByName("192.0.2.9")))).isTrue();
    assertThat(token.admits(Optional.of(InetAddress.getByName("198.51.100.1")))).isFalse();
    assertThat(token.admits(Optional.empty())).isFalse();
  }

  @Test
  void a_verified_token_shows_nothing_of_its_text() {
    String text = service.token(service.pass());
    assertThat(accepted(text).toString()).doesNotContain(text.split("\\.")[2]);
  }

  @Test
  void what_a_token_says_unverified_is_of_another_type() {
    Map<String, Object> claims = service.pass();
    String forged = service.token(claims).replaceAll("[^.]+$", "AAAA");
    UnverifiedToken said = UnverifiedToken.parse(forged).orElseThrow();
    assertThat(said.unverifiedSubject()).contains(FakeService.SUBJECT);
    assertThat(said.unverifiedKeyId()).isEqualTo("key-1");
    assertThat(said.unverifiedExpiry()).contains(clock.instant().plus(Duration.ofHours(1)));
    assertThat(UnverifiedToken.parse("no.token.at all")).isEmpty();
    assertThat(said).isNotInstanceOf(Verification.class);
  }

  private VerifiedToken accepted(String token) {
    return Outcome.accepted(verifier.verify(token));
  }
}
