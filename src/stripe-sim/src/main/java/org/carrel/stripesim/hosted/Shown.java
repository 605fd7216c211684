package org.carrel.stripesim.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.DemoTax;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.checkout.Pricing;
import org.carrel.stripesim.checkout.TestCard;
import org.carrel.stripesim.state.Transaction;

/**
 * A session as its page shows it.
 *
 * @param sums what lies between the lines and the total
 * @param fixedEmail whether the seller gave the buyer's address, so that it cannot be changed here
 * @param asksAddress whether the whole billing address is needed
 */
public record Shown(
    String id,
    String status,
    String seller,
    List<Line> lines,
    List<Sum> sums,
    String total,
    long minor,
    String country,
    String countryName,
    boolean taxed,
    boolean asksAddress,
    boolean asksTaxId,
    boolean takesCodes,
    String code,
    List<Field> fields,
    String email,
    boolean fixedEmail,
    String back,
    String success,
    String note) {

  /** One thing bought. */
  public record Line(String name, String description, long quantity, String amount) {}

  /** A figure on the way to the total. */
  public record Sum(String name, String amount) {}

  /** A field of the seller's own. */
  public record Field(
      String key, String label, boolean optional, int shortest, int longest, String usual) {
    /** The name under which the page sends it. */
    public String name() {
      return "custom_" + key;
    }
  }

  /** A test card, for the list on the page. */
  public record Card(String number, String effect) {}

  /** A country to choose from. */
  public record Country(String code, String name) {}

  private static final List<Country> COUNTRIES =
      DemoTax.countries().stream()
          .map(code -> new Country(code, name(code)))
          .sorted(Comparator.comparing(Country::name))
          .toList();

  static Shown of(Transaction transaction, ObjectNode session, Pricing pricing, String seller) {
    String id = session.get("id").asText();
    ObjectNode hidden = transaction.get(Kinds.HIDDEN, id);
    boolean taxed = Pricing.taxed(session);
    String country = Pricing.country(hidden).orElse(DemoTax.USUAL_COUNTRY);
    if (taxed && session.get("status").asText().equals("open")) {
      hidden.put("country", country);
      pricing.apply(transaction, session, hidden);
    }
    String currency = session.get("currency").asText();
    String email = session.get("customer_email").asText("");
    String billing = session.path("billing_address_collection").asText();
    long total = session.get("amount_total").asLong();
    return new Shown(
        id,
        session.get("status").asText(),
        seller,
        lines(transaction, hidden, currency),
        sums(transaction, session, hidden),
        MinorUnits.shown(total, currency),
        total,
        country,
        name(country),
        taxed,
        billing.equals("required"),
        session.at("/tax_id_collection/enabled").asBoolean(),
        session.path("allow_promotion_codes").asBoolean(),
        code(transaction, hidden),
        fields(session),
        email,
        !email.isEmpty(),
        session.get("cancel_url").asText(""),
        Checkout.successUrl(session),
        session.at("/custom_text/submit/message").asText(""));
  }

  private static String name(String country) {
    return new Locale("", country).getDisplayCountry(Locale.ENGLISH);
  }

  private static List<Line> lines(Transaction transaction, ObjectNode hidden, String currency) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : hidden.get("line_items")) {
      ObjectNode product =
          transaction.get(Kinds.PRODUCT, line.get("price").get("product").asText());
      lines.add(
          new Line(
              line.get("description").asText(),
              product.get("description").asText(""),
              line.get("quantity").asLong(),
              MinorUnits.shown(line.get("amount_subtotal").asLong(), currency)));
    }
    return lines;
  }

  private static List<Sum> sums(Transaction transaction, ObjectNode session, ObjectNode hidden) {
    String currency = session.get("currency").asText();
    List<Sum> sums = new ArrayList<>();
    JsonNode breakdown = hidden.get(Pricing.BREAKDOWN);
    breakdown
        .get("discounts")
        .forEach(
            each ->
                sums.add(
                    new Sum(
                        "Discount, code " + code(transaction, hidden),
                        MinorUnits.shown(-each.get("amount").asLong(), currency))));
    breakdown
        .get("taxes")
        .forEach(
            each ->
                sums.add(
                    new Sum(
                        each.at("/rate/display_name").asText()
                            + " "
                            + each.at("/rate/percentage").asText()
                            + " %"
                            + (each.at("/rate/inclusive").asBoolean() ? " (included)" : ""),
                        MinorUnits.shown(each.get("amount").asLong(), currency))));
    if (!sums.isEmpty()) {
      long subtotal = session.get("amount_subtotal").asLong();
      sums.add(0, new Sum("Subtotal", MinorUnits.shown(subtotal, currency)));
      sums.add(
          new Sum("Total due", MinorUnits.shown(session.get("amount_total").asLong(), currency)));
    }
    return sums;
  }

  private static String code(Transaction transaction, ObjectNode hidden) {
    String promotion = hidden.at("/discount/promotion_code").asText();
    return promotion.isEmpty()
        ? ""
        : transaction.get(Kinds.PROMOTION_CODE, promotion).get("code").asText();
  }

  private static List<Field> fields(ObjectNode session) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : session.get("custom_fields")) {
      JsonNode text = field.get("text");
      fields.add(
          new Field(
              field.get("key").asText(),
              field.at("/label/custom").asText(),
              field.get("optional").asBoolean(),
              text.get("minimum_length").asInt(0),
              text.get("maximum_length").asInt(255),
              text.get("default_value").asText("")));
    }
    return fields;
  }

  /** Whether nothing is to be paid. */
  public boolean free() {
    return minor == 0;
  }

  public boolean open() {
    return status.equals("open");
  }

  public boolean complete() {
    return status.equals("complete");
  }

  /** Whether a billing country is needed. */
  public boolean asksCountry() {
    return taxed || asksAddress || asksTaxId;
  }

  /** All countries, by name. */
  public List<Country> countries() {
    return COUNTRIES;
  }

  /** The cards that the page takes. */
  public List<Card> cards() {
    return played();
  }

  static List<Card> played() {
    List<Card> cards = new ArrayList<>();
    for (TestCard card : TestCard.values()) {
      String effect =
          switch (card.outcome()) {
            case PAID -> "pays";
            case CHALLENGED -> "asks for 3-D Secure";
            case DECLINED ->
                "is declined: " + (card.declineCode() == null ? card.code() : card.declineCode());
          };
      cards.add(new Card(card.grouped(), effect));
    }
    return cards;
  }
}
