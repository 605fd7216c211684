package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each refusal of a token's form and signature; all tokens are signed by the service's own key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRefusalTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterAll
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void nothing_and_noise_are_no_tokens() {
    assertThat(reason(null)).isEqualTo(Reason.NOT_A_TOKEN);
    for (String noise : List.of("", ".", "..", "a.b", "...", "a..c", ".b.c", "Bearer")) {
      assertThat(reason(noise)).isEqualTo(Reason.NOT_A_TOKEN);
    }
  }

  @Test
  void more_than_4096_bytes_are_refused_unread() {
    assertThat(reason("A".repeat(4097))).isEqualTo(Reason.TOO_LONG);
    assertThat(reason("A".repeat(4096))).isEqualTo(Reason.NOT_A_TOKEN);
  }

  @Test
  void characters_outside_base64url_are_refused() {
    String good = good();
    for (String bad : List.of(good + "=", good + "\n", " " + good, good + "é", good + ".A")) {
      assertThat(reason(bad)).isEqualTo(Reason.BAD_ENCODING);
    }
    assertThat(reason(good.replaceFirst("e", "+"))).isEqualTo(Reason.BAD_ENCODING);
  }

  @Test
  void a_signature_with_stray_bits_is_refused() {
    String good = good();
    char last = good.charAt(good.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char stray = alphabet.charAt(alphabet.indexOf(last) | 1);
    String same = good.substring(0, good.length() - 1) + stray;
    assertThat(Base64.getUrlDecoder().decode(same.substring(same.lastIndexOf('.') + 1)))
        .isEqualTo(Base64.getUrlDecoder().decode(good.substring(good.lastIndexOf('.') + 1)));
    assertThat(reason(same)).isEqualTo(Reason.BAD_ENCODING);
  }

  @Test
  void a_header_that_is_no_json_is_refused() {
    assertThat(raw("alg", "{}")).isEqualTo(Reason.BAD_JSON);
    assertThat(raw("{\"alg\":\"ES256\",}", "{}")).isEqualTo(Reason.BAD_JSON);
  }

  @Test
  void a_payload_that_is_no_object_is_refused() {
    assertThat(payload("[]")).isEqualTo(Reason.BAD_JSON);
    assertThat(payload("{} {}")).isEqualTo(Reason.BAD_JSON);
  }

  @Test
  void more_than_five_levels_are_refused() {
    assertThat(payload("{\"a\":[[[[[]]]]]}")).isEqualTo(Reason.TOO_DEEP);
    assertThat(payload("{\"a\":[[[[]]]]}")).isEqualTo(Reason.MISSING_CLAIM);
  }

  @Test
  void a_duplicate_key_is_refused_wherever_it_is() {
    assertThat(payload("{\"iss\":\"a\",\"iss\":\"a\"}")).isEqualTo(Reason.DUPLICATE_KEY);
    assertThat(payload("{\"x\":{\"b\":1,\"\\u0062\":1}}")).isEqualTo(Reason.DUPLICATE_KEY);
    assertThat(raw("{\"alg\":\"ES256\",\"kid\":\"key-1\",\"kid\":\"key-1\"}", "{}"))
        .isEqualTo(Reason.DUPLICATE_KEY);
  }

  @Test
  void a_header_member_besides_alg_typ_and_kid_is_refused() {
    for (String name : List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "cty", "zip", "enc")) {
      String header =
          "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\",\"" + name + "\":\"x\"}";
      assertThat(raw(header, "{}")).as(name).isEqualTo(Reason.FORBIDDEN_HEADER);
    }
  }

  @Test
  void another_type_is_refused() {
    for (String type : List.of("JWT", "jwt", "AT+JWT", "application/at+jwt", "dpop+jwt")) {
      assertThat(reason(service.signer.sign(type, service.pass()))).isEqualTo(Reason.WRONG_TYPE);
    }
    assertThat(raw("{\"alg\":\"ES256\",\"kid\":\"key-1\"}", "{}")).isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void a_status_list_offered_as_a_token_is_refused() {
    assertThat(reason(service.list("w1"))).isEqualTo(Reason.WRONG_TYPE);
    assertThat(reason(service.signer.sign("collection-map+jwt", service.mapClaims())))
        .isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void an_algorithm_that_is_not_the_keys_own_is_refused() {
    for (String algorithm : List.of("RS256", "HS256", "none", "ES384", "PS256", "es256", "EdDSA")) {
      String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}";
      assertThat(raw(header, Signer.json(service.pass())))
          .as(algorithm)
          .isEqualTo(Reason.WRONG_ALGORITHM);
    }
  }

  @Test
  void a_key_that_is_not_published_is_refused() {
    Signer stranger = Signer.es256("stranger");
    assertThat(reason(stranger.sign("at+jwt", service.pass()))).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void a_token_without_a_key_id_is_refused() {
    String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}";
    assertThat(raw(header, Signer.json(service.pass()))).isEqualTo(Reason.MISSING_CLAIM);
  }

  @Test
  void another_key_under_a_published_id_is_refused() {
    Signer impostor = Signer.es256("key-1");
    assertThat(reason(impostor.sign("at+jwt", service.pass()))).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void an_es256_signature_that_is_not_64_bytes_is_refused() {
    String good = good();
    int dot = good.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(good.substring(dot));
    for (int length : new int[] {1, 63, 65, 66, 70, 72, 128}) {
      String wrong = good.substring(0, dot) + encoded(Arrays.copyOf(signature, length));
      assertThat(reason(wrong)).isEqualTo(Reason.BAD_SIGNATURE_LENGTH);
    }
    byte[] both = new byte[66];
    System.arraycopy(signature, 0, both, 1, 32);
    System.arraycopy(signature, 32, both, 34, 32);
    assertThat(reason(good.substring(0, dot) + encoded(both)))
        .isEqualTo(Reason.BAD_SIGNATURE_LENGTH);
  }

  @Test
  void a_signature_of_zeros_is_refused() {
    String good = good();
    String zeros = good.substring(0, good.lastIndexOf('.') + 1) + encoded(new byte[64]);
    assertThat(reason(zeros)).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void another_issuer_or_audience_is_refused() {
    assertThat(changed(claims -> claims.put("iss", service.issuer() + "/")))
        .isEqualTo(Reason.WRONG_ISSUER);
    assertThat(changed(claims -> claims.put("aud", "others"))).isEqualTo(Reason.WRONG_AUDIENCE);
    assertThat(changed(claims -> claims.put("aud", List.of(FakeService.AUDIENCE))))
        .isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void a_token_bound_to_a_key_is_refused() {
    assertThat(changed(claims -> claims.put("cnf", Map.of("jkt", "x"))))
        .isEqualTo(Reason.PROOF_OF_POSSESSION);
  }

  @Test
  void each_claim_that_must_be_there_is_missed() {
    for (String name :
        List.of(
            "iss",
            "sub",
            "aud",
            "client_id",
            "iat",
            "exp",
            "jti",
            "authorization_details",
            "status")) {
      Refused refused = refused(token(claims -> claims.remove(name)));
      assertThat(refused.reason()).as(name).isIn(Reason.MISSING_CLAIM);
      assertThat(refused.detail()).contains(name);
    }
  }

  @Test
  void subjects_and_token_ids_have_one_form() {
    for (String subject :
        List.of("reader@example.org", "p_short", "p_" + "A".repeat(23), "x_" + "A".repeat(22))) {
      assertThat(changed(claims -> claims.put("sub", subject))).isEqualTo(Reason.BAD_CLAIM);
    }
    assertThat(changed(claims -> claims.put("jti", "A".repeat(21)))).isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void a_pass_that_carries_an_institutions_claims_is_refused() {
    assertThat(changed(claims -> claims.put("sid", "s"))).isEqualTo(Reason.BAD_CLAIM);
    Map<String, Object> foreign =
        Map.of(
            "inst",
            7,
            "net",
            "192.0.2.0/24",
            "trial",
            true,
            "ses",
            Map.of("idx", 1, "uri", service.listUri("s1")));
    foreign.forEach(
        (name, value) ->
            assertThat(detailed(detail -> detail.put(name, value)))
                .as(name)
                .isEqualTo(Reason.BAD_CLAIM));
  }

  @Test
  void an_institutions_token_that_is_bound_to_no_network_is_refused() {
    for (String name : List.of("net", "inst")) {
      Map<String, Object> claims = service.institution();
      FakeService.detail(claims).remove(name);
      assertThat(refused(service.token(claims)))
          .isEqualTo(new Refused(Reason.MISSING_CLAIM, "authorization_details." + name));
    }
  }

  @Test
  void an_institution_without_its_session_list_is_refused() {
    Map<String, Object> claims = service.institution();
    FakeService.detail(claims).remove("ses");
    assertThat(refused(service.token(claims)).detail()).isEqualTo("authorization_details.ses");
    Map<String, Object> without = service.institution();
    without.remove("sid");
    assertThat(reason(service.token(without))).isEqualTo(Reason.MISSING_CLAIM);
  }

  @Test
  void an_unknown_type_of_detail_grants_nothing() {
    assertThat(detailed(detail -> detail.put("type", "payment_initiation")))
        .isEqualTo(Reason.NOTHING_GRANTED);
  }

  @Test
  void a_detail_names_either_collections_or_documents() {
    assertThat(detailed(detail -> detail.remove("prod"))).isEqualTo(Reason.NOTHING_GRANTED);
    assertThat(detailed(detail -> detail.put("docs", List.of(FakeService.HANDLE))))
        .isEqualTo(Reason.NOTHING_GRANTED);
  }

  @Test
  void exactly_one_detail_is_taken() {
    Map<String, Object> claims = service.pass();
    Object detail = FakeService.detail(claims);
    claims.put("authorization_details", List.of(detail, detail));
    assertThat(reason(service.token(claims))).isEqualTo(Reason.BAD_CLAIM);
    claims.put("authorization_details", List.of());
    assertThat(reason(service.token(claims))).isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void a_restriction_that_is_not_understood_is_refused() {
    assertThat(detailed(detail -> detail.put("only_on_sundays", true))).isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void more_than_eight_documents_are_refused() {
    List<String> nine = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      nine.add("hein.crs/" + i);
    }
    Consumer<Map<String, Object>> swap = detail -> detail.remove("prod");
    assertThat(detailed(swap.andThen(detail -> detail.put("docs", nine))))
        .isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void details_of_a_wrong_form_are_refused() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("actions", List.of());
    wrong.put("prod", List.of(1.5));
    wrong.put("lim", Map.of("pg", -1));
    for (Map.Entry<String, Object> entry : wrong.entrySet()) {
      assertThat(detailed(detail -> detail.put(entry.getKey(), entry.getValue())))
          .as(entry.getKey())
          .isEqualTo(Reason.BAD_CLAIM);
    }
    assertThat(detailed(detail -> detail.put("prod", List.of(-1)))).isEqualTo(Reason.BAD_CLAIM);
    assertThat(detailed(detail -> detail.put("prod", "1"))).isEqualTo(Reason.BAD_CLAIM);
    assertThat(detailed(detail -> detail.put("lim", Map.of("min", 1)))).isEqualTo(Reason.BAD_CLAIM);
  }

  @Test
  void details_of_a_refusal_show_no_foreign_characters() {
    String header = "{\"alg\":\"ES256\",\"typ\":\"a\\nb<script>\",\"kid\":\"key-1\"}";
    Refused refused = refused(service.signer.signRaw(header, "{}"));
    assertThat(refused.detail()).isEqualTo("a?b?script? instead of at+jwt");
    assertThat(refused.sentence()).startsWith("The token is of another type");
  }

  private Reason raw(String header, String payload) {
    return reason(service.signer.signRaw(header, payload));
  }

  private Reason payload(String payload) {
    return raw("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}", payload);
  }

  private Reason changed(Consumer<Map<String, Object>> change) {
    return reason(token(change));
  }

  private Reason detailed(Consumer<Map<String, Object>> change) {
    return changed(claims -> change.accept(FakeService.detail(claims)));
  }

  private String token(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = service.pass();
    change.accept(claims);
    return service.token(claims);
  }

  private String good() {
    return service.token(service.pass());
  }

  private Reason reason(String token) {
    return Outcome.reason(verifier.verify(token));
  }

  private Refused refused(String token) {
    return Outcome.refused(verifier.verify(token));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
