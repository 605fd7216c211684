package org.carrel.docserver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProductionRulesTest {
  private final TestConfig config = TestConfig.in(Path.of("anywhere"));

  @Test
  void production_refuses_what_belongs_to_the_demo_and_names_the_key() {
    assertThatCode(() -> ProductionRules.check(config, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ProductionRules.check(config, true))
        .hasMessageStartingWith("carrel.clock-file");
    TestConfig demoSecret = new TestConfig(config.folder(), "demo-secret", config.cookieKeys());
    assertThatThrownBy(() -> ProductionRules.check(demoSecret, false))
        .hasMessageStartingWith("carrel.docserver.client-secret");
    TestConfig demoKey = config.keys(TestConfig.key("k", 'a'), TestConfig.key("demo-1", 'b'));
    assertThatThrownBy(() -> ProductionRules.check(demoKey, false))
        .hasMessageStartingWith("carrel.docserver.cookie-keys");
  }
}
