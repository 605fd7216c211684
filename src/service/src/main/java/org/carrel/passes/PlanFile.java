package org.carrel.passes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.carrel.payments.TaxBehavior;

/**
 * What stands in {@code config/plans.yaml}: the plans on sale, in the order of the pages.
 *
 * @param currency the currency that prices are shown in where nobody asked for another
 * @param tax for each currency of a price, whether tax is in it or comes on top
 * @param plans at least one, no code twice, each with a price in {@code currency}
 */
record PlanFile(String currency, Map<String, TaxBehavior> tax, List<PlanTerms> plans) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /**
   * Reads and checks the file.
   *
   * @throws IllegalStateException naming file and key of the first thing that is wrong
   */
  static PlanFile read(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException("carrel.plans-file: cannot read " + file);
    }
    try {
      JsonNode root = YAML.readTree(file.toFile());
      String currency = root.path("currency").asText("");
      List<PlanTerms> plans = new ArrayList<>();
      Set<String> codes = new HashSet<>();
      for (JsonNode node : root.path("plans")) {
        plans.add(plan(file, node, "plans[" + plans.size() + "]", currency, codes));
      }
      if (plans.isEmpty()) {
        throw wrong(file, "plans", "must hold at least one plan");
      }
      return new PlanFile(currency, taxes(file, root.path("tax"), plans), List.copyOf(plans));
    } catch (IOException e) {
      throw wrong(file, "content", "is not YAML: " + e.getMessage());
    }
  }

  private static Map<String, TaxBehavior> taxes(Path file, JsonNode node, List<PlanTerms> plans) {
    Map<String, TaxBehavior> taxes = new TreeMap<>();
    for (PlanTerms plan : plans) {
      for (String currency : plan.prices().keySet()) {
        String word = node.path(currency).asText("");
        if (!word.equals("inclusive") && !word.equals("exclusive")) {
          throw wrong(file, "tax." + currency, "must be inclusive or exclusive");
        }
        taxes.put(currency, TaxBehavior.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
    return Map.copyOf(taxes);
  }

  private static PlanTerms plan(
      Path file, JsonNode node, String key, String currency, Set<String> codes) {
    PlanTerms terms = terms(file, node, key);
    if (!codes.add(terms.code())) {
      throw wrong(file, key + ".code", "stands twice: " + terms.code());
    }
    if (!terms.prices().containsKey(currency)) {
      throw wrong(file, key + ".prices", "has no price in the file's currency '" + currency + "'");
    }
    return terms;
  }

  private static PlanTerms terms(Path file, JsonNode node, String key) {
    try {
      return YAML.treeToValue(node, PlanTerms.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof PlanTerms.WrongTerms wrong) {
        throw wrong(file, key + "." + wrong.key(), wrong.getMessage());
      }
      String path = e.getPath().isEmpty() ? "" : "." + e.getPath().get(0).getFieldName();
      throw wrong(file, key + path, e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong(file, key, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalStateException wrong(Path file, String key, String what) {
    return new IllegalStateException("carrel.plans-file " + file + ": " + key + ": " + what);
  }
}
