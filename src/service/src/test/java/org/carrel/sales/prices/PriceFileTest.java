package org.carrel.sales.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
  private static final Path FILE =
      Path.of(System.getProperty("carrel.root", "../..")).resolve("config/prices.yaml");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> a_wrong_value_stops_the_start_and_is_named() {
    return Stream.of(
            "- number: 2|- number: 1|collections[1].number",
            "- number: 2|- number: 0|collections[1].number",
            "collections:|sets:|sets",
            "      EUR:|      EURO:|collections[0].prices.EURO",
            "LAW_FIRM: [310000|LAW_FIRMS: [310000|collections[0].prices.USD.LAW_FIRMS",
            "[310000, 540000|[540000|collections[0].prices.USD.LAW_FIRM",
            "[310000, |[0, |collections[0].prices.USD.LAW_FIRM[0]",
            "[310000, |[3100.5, |collections[0].prices.USD.LAW_FIRM[0]",
            "[737000, |[737005, |collections[0].prices.KWD.LAW_SCHOOL[0]",
            "{ 3: 5, 6: 12.5 }|{ 3: 101 }|discounts.members.3",
            "{ 3: 5, 6: 12.5 }|{ 3: 5.125 }|discounts.members.3",
            "{ 3: 5, 6: 12.5 }|{ few: 5 }|discounts.members.few",
            "{ 3: 5, 6: 12.5 }|five|discounts.members",
            "increase-cap: 3|increase-cap: -3|increase-cap",
            "yearly-increase: 4.5|yearly-increase: some|yearly-increase",
            "approval-above: 10|approval-above: 110|approval-above",
            "  DE: { name: VAT|  Germany: { name: VAT|taxes.Germany",
            "percent: 19|percent: 190|taxes.DE.percent",
            "percent: 19, reverse-charge: true|percent: 19|taxes.DE.reverse-charge",
            "valid-days: 30|valid-days: 0|valid-days",
            "payment-days: 30|payment-days: month|payment-days",
            "remittance:|remittances:|remittances",
            "licence: SERU|license: SERU|license")
        .map(line -> line.split("\\|"))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one[2] + " by " + one[1],
                    () ->
                        assertThatThrownBy(() -> read(one[0], one[1]))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("carrel.prices-file")
                            .hasMessageContaining("prices.yaml: " + one[2] + ":")));
  }

  @Test
  void a_missing_file_names_the_setting() {
    assertThatThrownBy(() -> PriceFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("carrel.prices-file");
  }

  private PriceBook read(String what, String instead) throws IOException {
    String text = Files.readString(FILE);
    assertThat(text).contains(what);
    int at = text.indexOf(what, text.indexOf("\ncollections:"));
    String changed = text.substring(0, at) + instead + text.substring(at + what.length());
    Path file = folder.resolve("prices.yaml");
    Files.writeString(file, changed);
    return PriceFile.read(file);
  }
}
