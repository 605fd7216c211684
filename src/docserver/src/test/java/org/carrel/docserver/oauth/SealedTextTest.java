package org.carrel.docserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.carrel.docserver.TestConfig;
import org.junit.jupiter.api.Test;

class SealedTextTest {
  private static final byte[] CLEAR = "tokens".getBytes(StandardCharsets.UTF_8);
  private final TestConfig config = TestConfig.in(Path.of("anywhere"));
  private final String first = TestConfig.key("k1", 'a');
  private final String second = TestConfig.key("k2", 'b');

  @Test
  void the_previous_key_opens_and_the_current_one_seals() {
    String old = new SealedText(config.keys(first)).seal("session", CLEAR);
    SealedText both = new SealedText(config.keys(second, first));
    assertThat(both.open("session", old)).contains(CLEAR);
    assertThat(both.seal("session", CLEAR)).startsWith("k2.");
    assertThat(new SealedText(config.keys(second)).open("session", old)).isEmpty();
  }

  @Test
  void what_was_changed_or_sealed_for_another_purpose_does_not_open() {
    SealedText sealed = new SealedText(config.keys(first));
    String text = sealed.seal("session", CLEAR);
    assertThat(sealed.open("login", text)).isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(sealed.open("session", changed).map(String::new)).isNotEqualTo("tokens");
      if (i < text.length() - 1) {
        assertThat(sealed.open("session", changed)).isEmpty();
      }
    }
    for (String junk : new String[] {"", ".", "k1.", "k1.AAAA", "k1.%%%", "k9.AAAA", text + "A"}) {
      assertThat(sealed.open("session", junk)).isEmpty();
    }
  }

  @Test
  void one_text_sealed_twice_looks_different() {
    SealedText sealed = new SealedText(config.keys(first));
    assertThat(sealed.seal("session", CLEAR)).isNotEqualTo(sealed.seal("session", CLEAR));
  }

  @Test
  void a_key_of_the_wrong_length_stops_the_start() {
    assertThatThrownBy(() -> new SealedText(config.keys("k1=AAAA")))
        .hasMessageContaining("carrel.docserver.cookie-keys")
        .hasMessageNotContaining("AAAA");
  }
}
