package org.carrel.sales.prices;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.carrel.base.Money;
import org.carrel.institutions.InstitutionType;

/** Reads and checks {@code config/prices.yaml}; what is wrong stops the start and is named. */
public final class PriceFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Set<String> KEYS =
      Set.of(
          "collections",
          "discounts",
          "yearly-increase",
          "increase-cap",
          "approval-above",
          "taxes",
          "valid-days",
          "payment-days",
          "remittance",
          "authorized-users",
          "licence");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Path file;

  private PriceFile(Path file) {
    this.file = file;
  }

  /**
   * The price book in a file.
   *
   * @throws IllegalStateException naming file and key of the first thing that is wrong
   */
  public static PriceBook read(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException("carrel.prices-file: cannot read " + file);
    }
    PriceFile reader = new PriceFile(file);
    try {
      return reader.book(YAML.readTree(file.toFile()));
    } catch (IOException e) {
      throw reader.wrong("content", "is not YAML: " + e.getMessage());
    }
  }

  private PriceBook book(JsonNode root) {
    only(root, "", KEYS);
    return new PriceBook(
        prices(root.path("collections")), discounts(root), taxes(root.path("taxes")), terms(root));
  }

  private Map<Integer, Map<String, Map<InstitutionType, List<Long>>>> prices(JsonNode node) {
    need(node.isArray() && !node.isEmpty(), "collections", "must hold at least one collection");
    Map<Integer, Map<String, Map<InstitutionType, List<Long>>>> prices = new TreeMap<>();
    for (int i = 0; i < node.size(); i++) {
      String key = "collections[" + i + "]";
      only(node.get(i), key + ".", Set.of("number", "prices"));
      JsonNode number = node.get(i).path("number");
      need(
          number.isInt() && number.intValue() > 0 && number.intValue() < 32768,
          key + ".number",
          "must be the number of a collection");
      need(
          prices.put(number.intValue(), currencies(node.get(i).path("prices"), key + ".prices"))
              == null,
          key + ".number",
          "stands twice");
    }
    return prices;
  }

  private Map<String, Map<InstitutionType, List<Long>>> currencies(JsonNode node, String key) {
    need(node.isObject() && !node.isEmpty(), key, "must hold at least one currency");
    Map<String, Map<InstitutionType, List<Long>>> currencies = new TreeMap<>();
    node.fields()
        .forEachRemaining(
            one -> {
              String at = key + "." + one.getKey();
              need(isCurrency(one.getKey()), at, "is no currency of ISO 4217");
              currencies.put(one.getKey(), types(one.getValue(), at, one.getKey()));
            });
    return currencies;
  }

  private Map<InstitutionType, List<Long>> types(JsonNode node, String key, String currency) {
    only(
        node,
        key + ".",
        new HashSet<>(Arrays.stream(InstitutionType.values()).map(Enum::name).toList()));
    Map<InstitutionType, List<Long>> types = new EnumMap<>(InstitutionType.class);
    for (InstitutionType type : InstitutionType.values()) {
      JsonNode row = node.path(type.name());
      String at = key + "." + type.name();
      need(
          row.isArray() && row.size() == PriceBook.bands(),
          at,
          "must hold " + PriceBook.bands() + " prices, one for each band of size");
      List<Long> bands = new ArrayList<>();
      for (JsonNode price : row) {
        need(
            price.canConvertToLong()
                && price.isIntegralNumber()
                && new Money(price.longValue(), currency).isChargeable(),
            at + "[" + bands.size() + "]",
            "must be above zero and a multiple of " + Money.step(currency));
        bands.add(price.longValue());
      }
      types.put(type, List.copyOf(bands));
    }
    return types;
  }

  private PriceBook.Discounts discounts(JsonNode root) {
    JsonNode node = root.path("discounts");
    only(node, "discounts.", Set.of("collections", "members", "years"));
    return new PriceBook.Discounts(
        table(node.path("collections"), "discounts.collections"),
        table(node.path("members"), "discounts.members"),
        table(node.path("years"), "discounts.years"),
        percent(root.path("yearly-increase"), "yearly-increase"),
        percent(root.path("increase-cap"), "increase-cap"),
        percent(root.path("approval-above"), "approval-above"));
  }

  private NavigableMap<Integer, Percent> table(JsonNode node, String key) {
    need(node.isObject(), key, "must say from how many on how many percent are taken off");
    NavigableMap<Integer, Percent> table = new TreeMap<>();
    node.fields()
        .forEachRemaining(
            one -> {
              String at = key + "." + one.getKey();
              need(one.getKey().matches("[1-9]\\d{0,3}"), at, "must be a whole number above zero");
              table.put(Integer.valueOf(one.getKey()), percent(one.getValue(), at));
            });
    return table;
  }

  private Map<String, PriceBook.Tax> taxes(JsonNode node) {
    need(node.isObject(), "taxes", "must name the countries in which tax is charged, or be {}");
    Map<String, PriceBook.Tax> taxes = new TreeMap<>();
    node.fields()
        .forEachRemaining(
            one -> {
              String at = "taxes." + one.getKey();
              JsonNode tax = one.getValue();
              need(COUNTRIES.contains(one.getKey()), at, "is no country of ISO 3166");
              only(tax, at + ".", Set.of("name", "percent", "reverse-charge"));
              need(
                  tax.path("reverse-charge").isBoolean(),
                  at + ".reverse-charge",
                  "must be true or false");
              taxes.put(
                  one.getKey(),
                  new PriceBook.Tax(
                      text(tax.path("name"), at + ".name"),
                      percent(tax.path("percent"), at + ".percent"),
                      tax.path("reverse-charge").booleanValue()));
            });
    return taxes;
  }

  private PriceBook.Terms terms(JsonNode root) {
    JsonNode lines = root.path("remittance");
    need(lines.isArray() && !lines.isEmpty(), "remittance", "must hold at least one line");
    List<String> remittance = new ArrayList<>();
    for (JsonNode line : lines) {
      remittance.add(text(line, "remittance[" + remittance.size() + "]"));
    }
    return new PriceBook.Terms(
        days(root, "valid-days"),
        days(root, "payment-days"),
        List.copyOf(remittance),
        text(root.path("authorized-users"), "authorized-users"),
        text(root.path("licence"), "licence"));
  }

  private int days(JsonNode root, String key) {
    JsonNode node = root.path(key);
    need(
        node.isInt() && node.intValue() >= 1 && node.intValue() <= 365,
        key,
        "must be 1 to 365 days");
    return node.intValue();
  }

  private Percent percent(JsonNode node, String key) {
    String what = "must be a percentage from 0 to 100 with at most two decimals";
    need(node.isNumber(), key, what);
    return Percent.parse(node.decimalValue().toPlainString()).orElseThrow(() -> wrong(key, what));
  }

  private String text(JsonNode node, String key) {
    need(node.isTextual() && !node.asText().isBlank(), key, "must be a text");
    return node.asText().strip();
  }

  private void only(JsonNode node, String prefix, Set<String> known) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      need(known.contains(name), prefix + name, "is not known");
    }
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> known.getCurrencyCode().equals(code));
  }

  private void need(boolean holds, String key, String what) {
    if (!holds) {
      throw wrong(key, what);
    }
  }

  private IllegalStateException wrong(String key, String what) {
    return new IllegalStateException("carrel.prices-file " + file + ": " + key + ": " + what);
  }
}
