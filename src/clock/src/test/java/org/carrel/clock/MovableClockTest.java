package org.carrel.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovableClockTest {
  @TempDir Path dir;

  @Test
  void a_move_is_seen_through_every_opening_of_the_file() {
    MovableClock one = MovableClock.open(dir.resolve("clock"));
    MovableClock two = MovableClock.open(dir.resolve("clock"));
    one.forward(Duration.ofHours(24));
    two.forward(Duration.ofMinutes(1));
    assertThat(one.ahead()).isEqualTo(Duration.ofHours(24).plusMinutes(1));
    assertThat(two.instant())
        .isCloseTo(
            Instant.now().plus(Duration.ofHours(24)).plusSeconds(60),
            within(5, ChronoUnit.SECONDS));
  }

  @Test
  void the_clock_keeps_its_place_when_it_is_opened_again() {
    MovableClock.open(dir.resolve("clock")).forward(Duration.ofSeconds(90));
    assertThat(MovableClock.open(dir.resolve("clock")).ahead()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void the_clock_never_goes_back() {
    MovableClock clock = MovableClock.open(dir.resolve("clock"));
    assertThatThrownBy(() -> clock.forward(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.ahead()).isZero();
  }
}
