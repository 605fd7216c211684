package org.carrel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckDigitsTest {
  @Test
  void the_check_characters_of_issn_and_isbn_are_checked() {
    assertThat(CheckDigits.isIssn("03178471")).isTrue();
    assertThat(CheckDigits.isIssn("2434561X")).isTrue();
    assertThat(CheckDigits.isIssn("03178472")).isFalse();
    assertThat(CheckDigits.isIsbn("0306406152")).isTrue();
    assertThat(CheckDigits.isIsbn("9780306406157")).isTrue();
    assertThat(CheckDigits.isIsbn("9780306406158")).isFalse();
    assertThat(CheckDigits.isIsbn("1234567890123")).isFalse();
  }

  @Test
  void a_date_is_a_year_a_month_or_a_day_that_exists() {
    assertThat(new PartialDate("2023")).hasToString("2023");
    assertThat(new PartialDate("2023-01")).hasToString("January 2023");
    assertThat(new PartialDate("2023-01-11")).hasToString("January 11, 2023");
    for (String wrong : new String[] {"23", "2023-13", "2023-02-29", "2023-1-1", "0000", ""}) {
      assertThatThrownBy(() -> new PartialDate(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
