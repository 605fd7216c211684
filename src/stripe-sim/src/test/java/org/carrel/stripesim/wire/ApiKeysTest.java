package org.carrel.stripesim.wire;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.carrel.stripesim.SimConfig;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static ApiKeys keys(String configured) {
    Map<String, String> settings =
        Map.of(
            "carrel.sim.base-url", "http://127.0.0.1:1",
            "carrel.sim.state-file", "state.jsonl",
            "carrel.sim.secret-key", configured);
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SimConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return new ApiKeys(config.getConfigMapping(SimConfig.class));
  }

  @Test
  void a_live_key_in_the_settings_stops_the_start_and_is_not_shown() {
    assertThatThrownBy(() -> keys("sk_live_51Secret"))
        .hasMessageContaining("carrel.sim.secret-key")
        .hasMessageNotContaining("51Secret");
    assertThatThrownBy(() -> keys("sk_test_good,rk_live_51Secret"))
        .hasMessageContaining("carrel.sim.secret-key");
    assertThatNoException().isThrownBy(() -> keys("sk_test_good,rk_test_good"));
  }

  @Test
  void a_malformed_header_is_unauthorized() {
    ApiKeys keys = keys("sk_test_good");
    for (String header :
        new String[] {"", "Bearer", "Basic !!", "Digest sk_test_good", "Basic Og=="}) {
      assertThatThrownBy(() -> keys.check(header)).isInstanceOf(StripeError.class);
    }
    assertThatNoException().isThrownBy(() -> keys.check("bearer sk_test_good"));
  }
}
