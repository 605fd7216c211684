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
  void money_is_written_as_its_currency_is_used() {
    assertThat(new Money(4300, "JPY")).hasToString("¥4,300");
    assertThat(new Money(2700, "EUR")).hasToString("€27.00");
    assertThat(new Money(2700, "EUR").format(Locale.GERMANY)).isEqualTo("27,00\u00a0€");
    assertThat(new Money(8900, "KWD")).hasToString("KWD\u00a08.900");
    assertThat(new Money(410000, "ISK")).hasToString("ISK\u00a04,100");
    assertThat(new Money(410050, "ISK")).hasToString("ISK\u00a04,100.50");
    assertThat(new Money(10700000, "UGX")).hasToString("UGX\u00a0107,000");
    assertThat(new Money(130000, "MGA")).hasToString("MGA\u00a0130,000");
  }

  @Test
  void a_card_is_charged_only_amounts_that_the_processor_takes() {
    assertThat(new Money(1, "USD").isChargeable()).isTrue();
    assertThat(new Money(0, "USD").isChargeable()).isFalse();
    assertThat(new Money(8900, "KWD").isChargeable()).isTrue();
    assertThat(new Money(8905, "KWD").isChargeable()).isFalse();
    assertThat(new Money(410000, "ISK").isChargeable()).isTrue();
    assertThat(new Money(410050, "ISK").isChargeable()).isFalse();
    assertThat(new Money(410050, "UGX").isChargeable()).isFalse();
    assertThat(new Money(4301, "JPY").isChargeable()).isTrue();
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
