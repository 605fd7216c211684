package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReturnTargetTest {
  @Inject ReturnTarget targets;

  @Test
  void a_path_of_ours_comes_back_as_it_was_until_it_expires() {
    String path = "/d/hein.crs/govekfi0001?id=1";
    String target = targets.sign(path, Duration.ofMinutes(5));
    assertThat(targets.verify(target)).contains(path);
    TestClock.forward(Duration.ofMinutes(5));
    assertThat(targets.verify(target)).isEmpty();
  }

  @Test
  void a_forged_target_leads_nowhere() {
    String[] parts = targets.sign("/me", Duration.ofMinutes(5)).split("\\.");
    String evil =
        Base64.getUrlEncoder().withoutPadding().encodeToString("//evil.example".getBytes());
    assertThat(targets.verify(evil + "." + parts[1] + "." + parts[2])).isEmpty();
    assertThat(targets.verify(parts[0] + "." + (Long.parseLong(parts[1]) + 9) + "." + parts[2]))
        .isEmpty();
    for (String junk : new String[] {"", ".", "..", "a.b.c", "/me", "https://evil.example"}) {
      assertThat(targets.verify(junk)).isEmpty();
    }
  }

  @Test
  void only_a_path_of_this_service_can_be_signed() {
    for (String url :
        new String[] {"https://evil.example", "//evil.example", "/\\evil", "me", "/a\nb"}) {
      assertThatThrownBy(() -> targets.sign(url, Duration.ofMinutes(5)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
