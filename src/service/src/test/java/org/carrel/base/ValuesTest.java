package org.carrel.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void a_window_holds_its_first_instant_and_not_its_last() {
    Instant start = Instant.parse("2026-11-24T20:15:00Z");
    Window day = Window.of(start, Duration.ofHours(24));
    assertThat(day.contains(start)).isTrue();
    assertThat(day.contains(start.minusNanos(1))).isFalse();
    assertThat(day.contains(day.end().minusNanos(1))).isTrue();
    assertThat(day.contains(day.end())).isFalse();
  }

  @Test
  void an_empty_window_is_refused() {
    Instant now = Instant.EPOCH;
    assertThatThrownBy(() -> new Window(now, now)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void money_of_two_currencies_does_not_add_up() {
    assertThatThrownBy(() -> new Money(1, "USD").plus(new Money(1, "EUR")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Money(2900, "USD").format(Locale.US)).isEqualTo("$29.00");
  }

  @Test
  void an_address_that_could_split_a_mail_header_is_none() {
    assertThat(EmailAddress.parse("a@example.edu\r\nBcc: b@example.edu")).isEmpty();
    assertThat(EmailAddress.parse("acquisitions@example")).isEmpty();
    assertThat(EmailAddress.parse(" reader@example.edu "))
        .contains(new EmailAddress("reader@example.edu"));
    assertThat(new EmailAddress("reader@example.edu")).hasToString("***@example.edu");
  }

  @Test
  void a_reference_reads_as_two_groups_of_four() {
    assertThat(Ids.reference("O")).matches("O-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
    assertThat(Ids.of("p")).matches("p_[A-Za-z0-9_-]{22}");
  }
}
