package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.carrel.base.Money;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  private static final String GOOD =
      """
      currency: USD
      tax: { USD: exclusive }
      plans:
        - code: 24h
          name: 24 hours
          length: PT24H
          prices: { USD: 2900 }
          collections: []
          activation: buyer_chooses
          activate-within-days: 30
          devices: 3
          downloads: 10
      """;

  @TempDir Path folder;

  private PlanFile read(String text) throws IOException {
    Path file = folder.resolve("plans.yaml");
    Files.writeString(file, text);
    return PlanFile.read(file);
  }

  @Test
  void the_plans_of_the_demo_are_exact_hours_at_exact_prices() {
    Path file = Path.of(System.getProperty("carrel.root", "../..")).resolve("config/plans.yaml");
    PlanFile plans = PlanFile.read(file);
    assertThat(plans.plans())
        .extracting(PlanTerms::code, PlanTerms::duration, terms -> terms.price("USD"))
        .containsExactly(
            tuple("24h", Duration.ofHours(24), new Money(2900, "USD")),
            tuple("48h", Duration.ofHours(48), new Money(4500, "USD")),
            tuple("1w", Duration.ofHours(168), new Money(8900, "USD")));
    assertThat(plans.plans())
        .allSatisfy(terms -> assertThat(terms.prices()).containsKeys("EUR", "JPY", "KWD"));
  }

  @Test
  void terms_read_back_from_their_text_are_equal() throws IOException {
    PlanTerms terms = read(GOOD).plans().get(0);
    TermsJson json = new TermsJson();
    String text = json.convertToDatabaseColumn(terms);
    assertThat(json.convertToEntityAttribute(text)).isEqualTo(terms);
    assertThat(json.convertToDatabaseColumn(json.convertToEntityAttribute(text))).isEqualTo(text);
  }

  @TestFactory
  Stream<DynamicTest> a_wrong_value_stops_the_start_and_is_named() {
    return Stream.of(
            "length: PT24H|length: P1D|plans[0].length",
            "length: PT24H|length: P1M|plans[0].length",
            "length: PT24H|length: PT90M|plans[0].length",
            "length: PT24H|length: PT0H|plans[0].length",
            "length: PT24H|lenght: PT24H|plans[0].length",
            "USD: 2900|USD: 0|plans[0].prices.USD",
            "USD: 2900|USD: -1|plans[0].prices.USD",
            "USD: 2900|DOLLAR: 2900|plans[0].prices.DOLLAR",
            "USD: 2900|EUR: 2900|plans[0].prices",
            "USD: 2900|USD: 2900, KWD: 8905|plans[0].prices.KWD",
            "USD: 2900|USD: 2900, ISK: 410050|plans[0].prices.ISK",
            "USD: 2900|USD: 2900, EUR: 2700|tax.EUR",
            "USD: exclusive|USD: sometimes|tax.USD",
            "buyer_chooses|whenever|plans[0].activation",
            "within-days: 30|within-days: 0|plans[0].activate-within-days",
            "devices: 3|devices: 0|plans[0].devices",
            "downloads: 10|downloads: -1|plans[0].downloads",
            "collections: []|collections: [0]|plans[0].collections",
            "code: 24h|code: 24 H|plans[0].code",
            "plans:|tariffs:|plans")
        .map(line -> line.split("\\|"))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one[1],
                    () ->
                        assertThatThrownBy(() -> read(GOOD.replace(one[0], one[1])))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("plans.yaml: " + one[2] + ":")));
  }

  @Test
  void a_code_that_stands_twice_is_refused() {
    String twice = GOOD + GOOD.substring(GOOD.indexOf("  - code"));
    assertThatThrownBy(() -> read(twice)).hasMessageContaining("plans[1].code");
  }

  @Test
  void a_missing_file_names_the_setting() {
    assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("carrel.plans-file");
  }
}
