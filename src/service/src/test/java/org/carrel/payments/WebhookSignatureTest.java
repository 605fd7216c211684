package org.carrel.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WebhookSignatureTest {
  private static final String SECRET = "whsec_one";
  private static final String BODY = "{\"id\":\"evt_1\"}";
  private static final Instant NOW = Instant.parse("2026-11-24T20:14:00Z");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  static String sign(String secret, Instant when, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = (when.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String header(String secret, Instant when, String body) {
    return "t=" + when.getEpochSecond() + ",v1=" + sign(secret, when, body);
  }

  private static boolean holds(String header) {
    return WebhookSignature.holds(
        header,
        BODY.getBytes(StandardCharsets.UTF_8),
        List.of(SECRET, "whsec_two"),
        NOW,
        TOLERANCE);
  }

  @Test
  void either_secret_signs_while_one_is_being_replaced() {
    assertThat(holds(header(SECRET, NOW, BODY))).isTrue();
    assertThat(holds(header("whsec_two", NOW, BODY))).isTrue();
    assertThat(holds(header("whsec_three", NOW, BODY))).isFalse();
  }

  @Test
  void one_good_signature_among_several_is_enough() {
    String other = sign("whsec_three", NOW, BODY);
    assertThat(holds(header(SECRET, NOW, BODY) + ",v1=" + other + ",v0=junk")).isTrue();
    assertThat(
            holds("t=" + NOW.getEpochSecond() + ",v1=" + other + ",v1=" + sign(SECRET, NOW, BODY)))
        .isTrue();
  }

  @Test
  void the_time_may_be_five_minutes_off_in_either_direction_and_no_second_more() {
    assertThat(holds(header(SECRET, NOW.minusSeconds(300), BODY))).isTrue();
    assertThat(holds(header(SECRET, NOW.plusSeconds(300), BODY))).isTrue();
    assertThat(holds(header(SECRET, NOW.minusSeconds(301), BODY))).isFalse();
    assertThat(holds(header(SECRET, NOW.plusSeconds(301), BODY))).isFalse();
    assertThat(holds(header(SECRET, NOW.plusSeconds(86_400), BODY))).isFalse();
  }

  @Test
  void one_changed_byte_breaks_it() {
    assertThat(holds(header(SECRET, NOW, BODY + " "))).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> junk_is_refused_and_never_thrown_at() {
    String good = sign(SECRET, NOW, BODY);
    long time = NOW.getEpochSecond();
    return Stream.of(
            "",
            ",",
            "=",
            "t",
            "t=,v1=",
            "t=abc,v1=" + good,
            "t=-" + time + ",v1=" + good,
            "t=99999999999999999999,v1=" + good,
            "t=" + time,
            "v1=" + good,
            "t=" + time + ",v0=" + good,
            "t=" + time + ",v1=" + good.substring(1),
            "t=" + time + ",v1=" + good.toUpperCase(java.util.Locale.ROOT),
            "t=" + time + (",v1=" + good).repeat(21),
            "t=" + time + ",v1=" + good + "x".repeat(5000),
            "\u0000\uffff")
        .map(
            header ->
                DynamicTest.dynamicTest(shown(header), () -> assertThat(holds(header)).isFalse()));
  }

  @Test
  void a_missing_header_is_refused() {
    assertThat(WebhookSignature.holds(null, new byte[0], List.of(SECRET), NOW, TOLERANCE))
        .isFalse();
  }

  private static String shown(String header) {
    return header.isEmpty() ? "empty" : header.substring(0, Math.min(30, header.length()));
  }
}
