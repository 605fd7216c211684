package org.carrel.base;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSecretsTest {
  private final DemoSecrets production = new DemoSecrets(config(false));
  private final DemoSecrets demo = new DemoSecrets(config(true));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo-docserver",
        "sk_test_sim_1",
        "whsec_demo",
        "ZGVtby1hdWRpdC1rZXk=",
        "Y2FycmVsLWRlbW8ta2V5"
      })
  void a_demo_secret_is_refused_by_the_name_of_its_key_and_only_outside_the_demo(String value) {
    assertThatThrownBy(() -> production.refuse("carrel.stripe.secret-key", value))
        .hasMessageStartingWith("carrel.stripe.secret-key:")
        .hasMessageNotContaining(value);
    assertThatCode(() -> demo.refuse("carrel.stripe.secret-key", value)).doesNotThrowAnyException();
  }

  @Test
  void an_empty_setting_is_refused_everywhere() {
    assertThatThrownBy(() -> demo.refuse("carrel.audit-key", " "))
        .hasMessageStartingWith("carrel.audit-key:");
  }

  @Test
  void a_key_of_another_length_is_refused() {
    String short31 = base64("x".repeat(31));
    assertThatThrownBy(() -> production.key("carrel.audit-key", short31, 32))
        .hasMessageStartingWith("carrel.audit-key:")
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> production.key("carrel.audit-key", "no base64!", 32))
        .hasMessageStartingWith("carrel.audit-key:");
    assertThatCode(() -> production.key("carrel.audit-key", base64("x".repeat(32)), 32))
        .doesNotThrowAnyException();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static DemoConfig config(boolean demo) {
    return new DemoConfig() {
      @Override
      public boolean demo() {
        return demo;
      }

      @Override
      public Optional<Path> clockFile() {
        return Optional.empty();
      }
    };
  }
}
