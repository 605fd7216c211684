package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Public test vectors, which are not part of this project: the system property {@code
 * carrel.vectors} or the variable {@code CARREL_VECTORS} names their folder.
 */
class VectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static @Nullable Path folder;

  @BeforeAll
  static void find() {
    String named = System.getProperty("carrel.vectors", System.getenv("CARREL_VECTORS"));
    folder = named == null || named.isBlank() ? null : Path.of(named);
    if (folder == null || !Files.isDirectory(folder)) {
      String skipped =
          "SKIPPED: no test vectors (RFC, Wycheproof, status list draft)."
              + " Name their folder with -Dcarrel.vectors=… or CARREL_VECTORS=…";
      System.out.println(skipped);
      Assumptions.abort(skipped);
    }
  }

  @Test
  void wycheproof_ecdsa_p256_in_p1363_form_is_judged_as_published() throws Exception {
    judge("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json", VectorsTest::ecJwk);
  }

  @Test
  void wycheproof_rsa_2048_is_judged_as_published() throws Exception {
    judge("wycheproof/rsa_signature_2048_sha256_test.json", VectorsTest::rsaJwk);
  }

  @Test
  void wycheproof_ecdsa_signatures_in_der_form_are_all_refused() throws Exception {
    for (JsonNode group : read("wycheproof/ecdsa_secp256r1_sha256_test.json").get("testGroups")) {
      VerificationKey key = key(ecJwk(group));
      for (JsonNode test : group.get("tests")) {
        assertThat(verifies(key, hex(test, "msg"), hex(test, "sig")))
            .as(test.get("comment").asText())
            .isFalse();
      }
    }
  }

  @Test
  void the_values_of_rfc_7515_and_9449_are_verified_by_their_keys() throws Exception {
    int verified = 0;
    for (JsonNode value : read("jose-rfc/jose-rfc.json")) {
      if (value.has("jws") && value.get("jwk").get("kty").asText().equals("EC")) {
        String jws = value.get("jws").asText();
        int dot = jws.lastIndexOf('.');
        byte[] signature = Base64Url.decode(jws.substring(dot + 1));
        VerificationKey key = key(members(value.get("jwk")));
        assertThat(verifies(key, Jws.ascii(jws.substring(0, dot)), signature)).isTrue();
        assertThat(verifies(key, Jws.ascii(jws.substring(1, dot)), signature)).isFalse();
        verified++;
      }
    }
    assertThat(verified).isEqualTo(2);
  }

  @Test
  void the_keys_of_rfc_7638_and_8037_are_taken_and_passed_over() throws Exception {
    for (JsonNode value : read("jose-rfc/jose-rfc.json")) {
      Map<String, Object> jwk = members(value.get("jwk"));
      boolean edwards = jwk.get("kty").equals("OKP");
      assertThat(VerificationKey.ofJwk(new Claims(jwk)).isEmpty()).isEqualTo(edwards);
    }
  }

  @Test
  void the_lists_of_the_status_list_draft_read_as_published() throws Exception {
    for (JsonNode vector : read("statuslist.json")) {
      int bits = vector.get("bits").asInt();
      int length = vector.get("raw_len").asInt();
      byte[] zlib = Base64Url.decode(vector.get("lst").asText());
      StatusBits list = StatusBits.inflate(zlib, bits, length);
      assertThat(list.size()).isEqualTo(length * 8 / bits);
      vector
          .get("statuses")
          .properties()
          .forEach(
              entry ->
                  assertThat(list.at(Integer.parseInt(entry.getKey())))
                      .as(vector.get("name").asText() + " at " + entry.getKey())
                      .isEqualTo(entry.getValue().asInt()));
      assertThat(list.at(list.size())).isEqualTo(-1);
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> StatusBits.inflate(zlib, bits, length - 1));
    }
  }

  private interface KeyReader {
    Map<String, Object> jwk(JsonNode group);
  }

  private static void judge(String file, KeyReader reader) throws Exception {
    int judged = 0;
    for (JsonNode group : read(file).get("testGroups")) {
      if (hasSmallExponent(group)) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> key(reader.jwk(group)));
        continue;
      }
      VerificationKey key = key(reader.jwk(group));
      for (JsonNode test : group.get("tests")) {
        String result = test.get("result").asText();
        byte[] signature = hex(test, "sig");
        boolean verified = verifies(key, hex(test, "msg"), signature);
        boolean lost = !verified && result.equals("valid") && mayBeRefusedByJava(signature);
        if (!result.equals("acceptable") && !lost) {
          assertThat(verified)
              .as(test.get("tcId") + " " + test.get("comment").asText())
              .isEqualTo(result.equals("valid"));
          judged++;
        }
      }
    }
    System.out.println(file + ": " + judged + " judged as published");
    assertThat(judged).isGreaterThan(200);
  }

  private static boolean hasSmallExponent(JsonNode group) {
    JsonNode exponent = group.get("publicKey").get("publicExponent");
    return exponent != null && new BigInteger(exponent.asText(), 16).bitLength() < 17;
  }

  /**
   * JDK 17 refuses a good signature whose x was reduced to r, about one in 2^128: a loss on the
   * safe side. Such an r is smaller than the field's prime less the curve's order.
   */
  private static boolean mayBeRefusedByJava(byte[] signature) {
    return signature.length == 64
        && new BigInteger(1, Arrays.copyOf(signature, 32)).bitLength() < 128;
  }

  private static boolean verifies(VerificationKey key, byte[] message, byte[] signature) {
    try {
      key.check(message, message.length, signature);
      return true;
    } catch (Refusal e) {
      assertThat(e.reason()).isIn(Reason.BAD_SIGNATURE, Reason.BAD_SIGNATURE_LENGTH);
      return false;
    }
  }

  private static VerificationKey key(Map<String, Object> jwk) throws Refusal {
    return VerificationKey.ofJwk(new Claims(jwk)).orElseThrow();
  }

  private static Map<String, Object> ecJwk(JsonNode group) {
    JsonNode key = group.get("publicKey");
    return Map.of(
        "kty",
        "EC",
        "crv",
        "P-256",
        "kid",
        "w",
        "x",
        coordinate(key, "wx"),
        "y",
        coordinate(key, "wy"));
  }

  private static Map<String, Object> rsaJwk(JsonNode group) {
    JsonNode key = group.get("publicKey");
    return Map.of(
        "kty",
        "RSA",
        "kid",
        "w",
        "n",
        encoded(hex(key, "modulus")),
        "e",
        encoded(hex(key, "publicExponent")));
  }

  private static String coordinate(JsonNode key, String name) {
    byte[] fixed = new byte[32];
    byte[] value = new BigInteger(key.get(name).asText(), 16).toByteArray();
    int length = Math.min(fixed.length, value.length);
    System.arraycopy(value, value.length - length, fixed, fixed.length - length, length);
    return encoded(fixed);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hex(JsonNode node, String name) {
    return HexFormat.of().parseHex(node.get(name).asText());
  }

  private static Map<String, Object> members(JsonNode jwk) {
    Map<String, Object> members = new LinkedHashMap<>();
    jwk.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue().asText()));
    members.putIfAbsent("kid", "rfc");
    return members;
  }

  private static JsonNode read(String file) throws IOException {
    Path found = java.util.Objects.requireNonNull(folder).resolve(file);
    return JSON.readTree(Files.readAllBytes(found));
  }
}
