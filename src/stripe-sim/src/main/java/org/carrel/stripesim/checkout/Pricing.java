package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Json;

/**
 * What a session costs: its lines, less a discount, with the tax of the buyer's country. Each line
 * is rounded half up to what its currency can charge; the session's figures are the sums.
 */
@Singleton
public class Pricing {
  /** Where the hidden part of a session keeps what its price depends on, and what it is made of. */
  static final String COUNTRY = "country";

  static final String DISCOUNT = "discount";
  public static final String BREAKDOWN = "breakdown";
  private static final String PARTS = "line_parts";

  private final Blank blank;

  Pricing(Blank blank) {
    this.blank = blank;
  }

  /** Whether tax is worked out for the session. */
  public static boolean taxed(ObjectNode session) {
    return session.at("/automatic_tax/enabled").asBoolean();
  }

  /** Writes the amounts into a session and its hidden part; keeps nothing. */
  public void apply(Transaction transaction, ObjectNode session, ObjectNode hidden) {
    String currency = session.get("currency").asText();
    String country = taxed(session) ? hidden.path(COUNTRY).asText() : "";
    List<ObjectNode> lines = new ArrayList<>();
    hidden.get("line_items").forEach(each -> lines.add((ObjectNode) each));
    JsonNode discount = hidden.path(DISCOUNT);
    long[] off = off(transaction, lines, discount, currency);
    Map<Boolean, long[]> taxes = new LinkedHashMap<>();
    ObjectNode parts = hidden.putObject(PARTS);
    long[] sums = new long[4];
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode line = lines.get(i);
      boolean inclusive = line.at("/price/tax_behavior").asText().equals("inclusive");
      long taxable = line.get("amount_subtotal").asLong() - off[i];
      long tax =
          country.isEmpty()
              ? 0
              : MinorUnits.rounded(DemoTax.on(taxable, country, inclusive), currency);
      long total = inclusive ? taxable : taxable + tax;
      line.put("amount_discount", off[i]).put("amount_tax", tax).put("amount_total", total);
      ObjectNode part = parts.putObject(line.get("id").asText());
      part.set("discounts", discounts(discount, off[i]));
      ArrayNode own = part.putArray("taxes");
      if (!country.isEmpty()) {
        long net = inclusive ? taxable - tax : taxable;
        own.add(tax(country, inclusive, tax, net));
        long[] sum = taxes.computeIfAbsent(inclusive, any -> new long[2]);
        sum[0] += tax;
        sum[1] += net;
      }
      long[] each = {line.get("amount_subtotal").asLong(), off[i], tax, total};
      for (int k = 0; k < sums.length; k++) {
        sums[k] += each[k];
      }
    }
    ObjectNode breakdown = hidden.putObject(BREAKDOWN);
    breakdown.set("discounts", discounts(discount, sums[1]));
    ArrayNode whole = breakdown.putArray("taxes");
    taxes.forEach((inclusive, sum) -> whole.add(tax(country, inclusive, sum[0], sum[1])));
    write(session, discount, sums, country);
  }

  private static void write(ObjectNode session, JsonNode discount, long[] sums, String country) {
    session.put("amount_subtotal", sums[0]).put("amount_total", sums[3]);
    ObjectNode details = session.putObject("total_details").put("amount_discount", sums[1]);
    details.put("amount_shipping", 0).put("amount_tax", sums[2]);
    ArrayNode applied = session.putArray("discounts");
    if (discount.isObject()) {
      applied.addObject().putNull("coupon").set("promotion_code", discount.get("promotion_code"));
    }
    if (taxed(session)) {
      ((ObjectNode) session.get("automatic_tax"))
          .put("status", country.isEmpty() ? "requires_location_inputs" : "complete");
    }
  }

  /** Keeps both, as priced. */
  public void keep(Transaction transaction, ObjectNode session, ObjectNode hidden) {
    hidden
        .get(PARTS)
        .fields()
        .forEachRemaining(
            each -> {
              ObjectNode part = ((ObjectNode) each.getValue()).deepCopy().put("id", each.getKey());
              transaction.put(Kinds.LINE_PARTS, part);
            });
    transaction.put(Kinds.SESSION, session);
    transaction.put(Kinds.HIDDEN, hidden);
  }

  /** What the coupon takes off each line. */
  private static long[] off(
      Transaction transaction, List<ObjectNode> lines, JsonNode discount, String currency) {
    long[] off = new long[lines.size()];
    if (!discount.isObject()) {
      return off;
    }
    ObjectNode coupon = transaction.get(Kinds.COUPON, discount.at("/source/coupon").asText());
    long whole = lines.stream().mapToLong(line -> line.get("amount_subtotal").asLong()).sum();
    long left = whole;
    long fixed = Math.min(whole, coupon.get("amount_off").asLong());
    long fixedLeft = fixed;
    for (int i = 0; i < off.length; i++) {
      long amount = lines.get(i).get("amount_subtotal").asLong();
      if (coupon.get("percent_off").isNumber()) {
        BigDecimal share = coupon.get("percent_off").decimalValue().movePointLeft(2);
        off[i] = MinorUnits.rounded(share.multiply(BigDecimal.valueOf(amount)), currency);
      } else if (left > 0) {
        BigDecimal exact = BigDecimal.valueOf(fixedLeft).multiply(BigDecimal.valueOf(amount));
        off[i] =
            MinorUnits.rounded(
                exact.divide(BigDecimal.valueOf(left), 12, java.math.RoundingMode.HALF_UP),
                currency);
        fixedLeft -= off[i];
        left -= amount;
      }
    }
    return off;
  }

  private static ArrayNode discounts(JsonNode discount, long amount) {
    ArrayNode discounts = Json.array();
    if (discount.isObject()) {
      discounts.addObject().put("amount", amount).set("discount", discount.deepCopy());
    }
    return discounts;
  }

  private ObjectNode tax(String country, boolean inclusive, long amount, long net) {
    ObjectNode tax = Json.object().put("amount", amount);
    tax.set("rate", DemoTax.rate(blank, country, inclusive));
    return tax.put("taxability_reason", DemoTax.reason(country)).put("taxable_amount", net);
  }

  /** The country that a session is priced for, if one is known. */
  public static Optional<String> country(ObjectNode hidden) {
    return Optional.ofNullable(hidden.path(COUNTRY).textValue());
  }
}
