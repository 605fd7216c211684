package org.carrel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens changed at random from a fixed seed: none is accepted, none makes the verifier throw. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutationTest {
  private static final long SEED = 20_260_301;
  private static final Duration EACH = Duration.ofMillis(900);
  private static final int LEAST = 100;
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é\u0000\n{\"";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();
  private final Random random = new Random(SEED);

  @AfterAll
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void no_token_changed_in_transit_is_accepted() {
    String[] good = {
      service.token(service.pass()), service.token(service.institution()), service.list("w1")
    };
    long end = System.nanoTime() + EACH.toNanos();
    for (int tried = 0; tried < LEAST || System.nanoTime() < end; tried++) {
      String before = good[tried % good.length];
      String after = changed(before);
      if (!after.equals(before)) {
        Refused refused = Outcome.refused(verifier.verify(after));
        assertThat(refused.reason()).as(after).isNotEqualTo(Reason.INTERNAL_ERROR);
      }
    }
  }

  @Test
  void no_payload_or_header_however_odd_makes_the_verifier_stumble() {
    byte[] header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}".getBytes(UTF_8);
    byte[] payload = Signer.json(service.institution()).getBytes(UTF_8);
    long end = System.nanoTime() + EACH.toNanos();
    for (int tried = 0; tried < LEAST || System.nanoTime() < end; tried++) {
      boolean odd = random.nextInt(4) == 0;
      byte[] oddHeader = odd ? changed(header) : header;
      String token = service.signer.signRaw(oddHeader, odd ? payload : changed(payload));
      if (verifier.verify(token) instanceof Refused refused) {
        assertThat(refused.reason()).isNotEqualTo(Reason.INTERNAL_ERROR);
      }
    }
  }

  private String changed(String token) {
    StringBuilder text = new StringBuilder(token);
    int at = random.nextInt(text.length());
    char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    switch (random.nextInt(6)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, other);
      case 2 -> text.setLength(at);
      case 3 -> text.append(text, 0, at);
      case 4 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
      default -> text.setCharAt(at, other);
    }
    return text.toString();
  }

  private byte[] changed(byte[] json) {
    byte[] bytes = json.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean() ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt(256);
    }
    return bytes;
  }
}
