package org.carrel.sales.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code quotes/worked.yaml}: fifty quotes worked out from {@code config/prices.yaml} with their
 * arithmetic, before there was code for it. Every word of it is compared.
 */
class WorkedQuotesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path FILE =
      Path.of(System.getProperty("carrel.root", "../..")).resolve("config/prices.yaml");
  private static final List<JsonNode> QUOTES = quotes();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> the_code_works_out_what_was_worked_out_by_hand() {
    PriceBook book = PriceFile.read(FILE);
    return QUOTES.stream()
        .map(
            quote ->
                DynamicTest.dynamicTest(
                    quote.get("quote").asText(),
                    () -> assertThat(worked(book, quote)).isEqualTo(expected(quote))));
  }

  @Test
  void there_are_fifty_of_them() {
    assertThat(QUOTES).hasSize(50);
  }

  @Test
  void changing_any_price_or_discount_makes_at_least_one_fail() throws IOException {
    List<String> unseen = new ArrayList<>();
    for (String change : changes()) {
      JsonNode root = YAML.readTree(FILE.toFile());
      apply(root, change);
      Path changed = folder.resolve("prices.yaml");
      Files.writeString(changed, YAML.writeValueAsString(root));
      PriceBook book = PriceFile.read(changed);
      if (QUOTES.stream().allMatch(quote -> worked(book, quote).equals(expected(quote)))) {
        unseen.add(change);
      }
    }
    assertThat(unseen).isEmpty();
  }

  /** Every number of the file that a price goes by, as JSON pointers; and every threshold. */
  private static List<String> changes() throws IOException {
    JsonNode root = YAML.readTree(FILE.toFile());
    List<String> found = new ArrayList<>(List.of("/yearly-increase", "/increase-cap"));
    JsonNode collections = root.get("collections");
    for (int i = 0; i < collections.size(); i++) {
      String at = "/collections/" + i + "/prices/";
      collections
          .get(i)
          .get("prices")
          .fields()
          .forEachRemaining(
              currency ->
                  currency
                      .getValue()
                      .fields()
                      .forEachRemaining(
                          row -> {
                            for (int band = 0; band < row.getValue().size(); band++) {
                              found.add(at + currency.getKey() + "/" + row.getKey() + "/" + band);
                            }
                          }));
    }
    root.get("discounts")
        .fields()
        .forEachRemaining(
            table ->
                table
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(
                        from -> {
                          found.add("/discounts/" + table.getKey() + "/" + from);
                          found.add("later /discounts/" + table.getKey() + "/" + from);
                        }));
    root.get("taxes")
        .fieldNames()
        .forEachRemaining(country -> found.add("/taxes/" + country + "/percent"));
    assertThat(found).hasSizeGreaterThan(370);
    return found;
  }

  /** Raises a number by the least that it can be raised, or lets a discount begin one later. */
  private static void apply(JsonNode root, String change) {
    String pointer = change.replace("later ", "");
    int slash = pointer.lastIndexOf('/');
    JsonNode holder = slash == 0 ? root : root.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (holder instanceof ArrayNode row) {
      int band = Integer.parseInt(name);
      long step = pointer.contains("/KWD/") ? 10 : 1;
      row.set(band, row.numberNode(row.get(band).longValue() + step));
    } else if (change.startsWith("later ")) {
      ObjectNode table = (ObjectNode) holder;
      JsonNode percent = table.remove(name);
      String next = Integer.toString(Integer.parseInt(name) + 1);
      if (!table.has(next)) {
        table.set(next, percent);
      }
    } else {
      ObjectNode object = (ObjectNode) holder;
      object.put(name, object.get(name).decimalValue().add(new BigDecimal("0.01")));
    }
  }

  private static String worked(PriceBook book, JsonNode quote) {
    Priced priced;
    try {
      priced = WorkOut.of(book, offer(quote));
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
    StringBuilder text = new StringBuilder();
    for (Priced.Line line : priced.lines()) {
      text.append(
          "%d %s %s %d: %s%n"
              .formatted(
                  line.year(),
                  line.member().type(),
                  line.member().band(),
                  line.collection(),
                  line.computation()));
    }
    return (text + "" + priced.net() + "\n" + priced.taxed() + "\n" + priced.total())
        .replace("\r\n", "\n")
        .replace('\u00a0', ' ');
  }

  private static String expected(JsonNode quote) {
    StringBuilder text = new StringBuilder();
    quote.get("lines").forEach(line -> text.append(line.asText()).append('\n'));
    return text
        + quote.get("net").asText()
        + "\n"
        + quote.get("taxed").asText()
        + "\n"
        + quote.get("total").asText();
  }

  private static Offer offer(JsonNode quote) {
    return new Offer(
        quote.get("currency").asText(),
        quote.get("country").asText(),
        TaxStanding.valueOf(quote.get("tax").asText()),
        new Term(
            LocalDate.parse(quote.get("first").asText()),
            LocalDate.parse(quote.get("last").asText())),
        StreamSupport.stream(quote.get("members").spliterator(), false)
            .map(member -> member.asText().split(" "))
            .map(
                words ->
                    new Offer.Member(
                        "A member", InstitutionType.valueOf(words[0]), FteBand.valueOf(words[1])))
            .toList(),
        StreamSupport.stream(quote.get("collections").spliterator(), false)
            .map(number -> new Offer.Volume(number.intValue(), "A collection", 1))
            .toList(),
        Percent.parse(quote.get("agreed").asText()).orElseThrow());
  }

  private static List<JsonNode> quotes() {
    try (InputStream in = WorkedQuotesTest.class.getResourceAsStream("/quotes/worked.yaml")) {
      return StreamSupport.stream(YAML.readTree(in).spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
