package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys come and go while the verifier runs. */
class KeyRotationTest {
  private static final String JWKS = "/oauth/jwks";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void a_new_key_is_found_while_running_and_the_old_one_stays_good() {
    String old = service.token(service.pass());
    Outcome.accepted(verifier.verify(old));
    rotate("key-2");
    assertThat(Outcome.accepted(verifier.verify(service.token(service.pass()))).keyId())
        .isEqualTo("key-2");
    Outcome.accepted(verifier.verify(old));
  }

  @Test
  void a_withdrawn_key_is_refused_within_seconds_from_the_cache_too() {
    String old = service.token(service.pass());
    Outcome.accepted(verifier.verify(old));
    rotate("key-2");
    service.published.remove(0);
    Outcome.soon("withdrawn", () -> verifier.verify(old) instanceof Refused);
    assertThat(Outcome.reason(verifier.verify(old))).isEqualTo(Reason.UNKNOWN_KEY);
    Outcome.accepted(verifier.verify(service.token(service.pass())));
  }

  @Test
  void a_list_signed_by_a_withdrawn_key_is_not_believed() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    service.answersInstead.put("/status-lists/w1", service.list("w1"));
    rotate("key-2");
    service.published.remove(0);
    String token = service.token(service.pass());
    Outcome.soon("not believed", () -> verifier.verify(token) instanceof Refused);
    assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.LIST_UNAVAILABLE);
    service.answersInstead.clear();
    Outcome.soon("signed anew", () -> verifier.verify(token) instanceof VerifiedToken);
  }

  @Test
  void a_flood_of_unknown_keys_leads_to_one_extra_fetch() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    int before = service.asked(JWKS);
    long start = System.nanoTime();
    Map<String, Object> claims = service.pass();
    for (int i = 0; i < 300; i++) {
      String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"unknown-" + i + "\"}";
      String token = service.signer.signRaw(header, Signer.json(claims));
      assertThat(Outcome.reason(verifier.verify(token))).isEqualTo(Reason.UNKNOWN_KEY);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    int most = (int) (3 + 2 * seconds); // one a second, and what is polled
    assertThat(service.asked(JWKS) - before).isBetween(1, most);
  }

  @Test
  void an_id_is_never_taken_over_by_another_key() {
    Outcome.accepted(verifier.verify(service.token(service.pass())));
    String good = service.token(service.pass());
    Signer impostor = Signer.es256("key-1");
    service.published.set(0, impostor);
    int before = service.asked(JWKS);
    Outcome.soon("offered", () -> service.asked(JWKS) > before + 1);
    assertThat(Outcome.reason(verifier.verify(impostor.sign("at+jwt", service.pass()))))
        .isEqualTo(Reason.BAD_SIGNATURE);
    Outcome.accepted(verifier.verify(good));
  }

  @Test
  void an_rsa_key_of_less_than_2048_bits_is_not_taken() {
    service.signer = Signer.rs256("weak", 1024);
    service.published.add(service.signer);
    assertThat(trouble()).contains("1024 bits");
  }

  @Test
  void a_point_off_the_curve_is_not_taken() {
    Map<String, Object> off = new HashMap<>(service.signer.jwk());
    off.put("y", Signer.es256("other").jwk().get("y"));
    jwks(List.of(off));
    assertThat(trouble()).contains("no point of P-256");
  }

  @Test
  void two_keys_of_one_id_are_not_taken() {
    jwks(List.of(service.signer.jwk(), Signer.es256("key-1").jwk()));
    assertThat(trouble()).contains("two keys");
  }

  @Test
  void keys_for_another_use_are_passed_over() {
    Map<String, Object> encryption = new HashMap<>(Signer.es256("enc").jwk());
    encryption.put("use", "enc");
    Map<String, Object> edwards = Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA");
    jwks(List.of(encryption, edwards, service.signer.jwk()));
    assertThat(trouble()).isEmpty();
  }

  @Test
  void a_key_set_of_more_than_64_kib_is_not_read() {
    service.answersInstead.put(JWKS, "{\"keys\":[],\"x\":\"" + "x".repeat(70_000) + "\"}");
    assertThat(trouble()).contains("more than 65536 bytes");
  }

  private void rotate(String kid) {
    service.signer = Signer.es256(kid);
    service.published.add(service.signer);
  }

  private void jwks(List<Map<String, Object>> keys) {
    service.answersInstead.put(JWKS, Signer.json(Map.of("keys", keys)));
  }

  /** Why a verifier that starts now has no keys, empty if it has. */
  private String trouble() {
    try (EntitlementVerifier fresh = service.verifier().build()) {
      Verification verification = fresh.verify(service.token(service.pass()));
      if (verification instanceof Refused refused) {
        assertThat(refused.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
        return refused.detail();
      }
      return "";
    }
  }
}
