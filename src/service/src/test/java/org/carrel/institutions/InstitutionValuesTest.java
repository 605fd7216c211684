package org.carrel.institutions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstitutionValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "05dxps055",
        "https://ror.org/05dxps055",
        "http://www.ror.org/05dxps055/",
        " ROR.org/05DXPS055 "
      })
  void a_ror_id_is_read_with_and_without_its_address(String text) {
    assertThat(RorId.parse(text)).contains(new RorId("05dxps055"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "05dxps056", "05dxps05", "15dxps055", "05dxpl055", "05dxps0555", "x"})
  void a_ror_id_with_a_wrong_character_is_none(String text) {
    assertThat(RorId.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "university.example,university.example",
    "https://www.Law.University.example/library?q=1,law.university.example",
    "ada@university.example,university.example",
    "university.example:8080,university.example"
  })
  void a_domain_is_read_from_what_people_paste(String text, String domain) {
    assertThat(DomainName.parse(text)).contains(new DomainName(domain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "university", "a b.example", "-a.example", "192.0.2.1", "a..example"})
  void what_is_no_domain_is_none(String text) {
    assertThat(DomainName.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1,UNDER_1000",
    "999,UNDER_1000",
    "1000,FROM_1000",
    "4999,FROM_1000",
    "5000,FROM_5000",
    "14999,FROM_5000",
    "15000,FROM_15000",
    "29999,FROM_15000",
    "30000,FROM_30000"
  })
  void a_band_begins_at_its_number_and_ends_before_the_next(int fte, FteBand band) {
    assertThat(FteBand.of(fte)).isEqualTo(band);
  }

  @Test
  void a_country_is_known_by_its_code_alone() {
    assertThat(Country.of("DE")).map(Country::name).contains("Germany");
    assertThat(Country.of("de")).isEmpty();
    assertThat(Country.of("Germany")).isEmpty();
  }

  @Test
  void nobody_makes_a_value_past_its_check() {
    assertThatThrownBy(() -> new RorId("https://ror.org/05dxps055"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DomainName("University.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
