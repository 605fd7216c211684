package org.carrel.stripesim.hosted;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carrel.stripesim.checkout.Billing;
import org.carrel.stripesim.checkout.DemoTax;

/** Whom the buyer wants the payment billed to, read and judged as far as the session asks. */
final class BillingForm {
  /** Members of the European Union, whose tax ids are of one kind. */
  private static final Set<String> EU =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

  private static final Map<String, String> KINDS =
      Map.of("US", "us_ein", "GB", "gb_vat", "JP", "jp_trn", "CH", "ch_vat", "CA", "ca_bn");

  private final Billing billing;

  BillingForm(Fields fields, Shown shown) {
    String country = country(fields, shown);
    boolean whole = shown.asksAddress();
    String line1 = whole ? needed(fields, "line1", "Enter street and number.") : "";
    String city = whole ? needed(fields, "city", "Enter a city.") : "";
    String postal = shown.asksCountry() ? fields.text("postal_code") : "";
    if (whole && postal.isEmpty() && !country.equals("KW")) {
      fields.wrong("postal_code", "Enter a postal code.");
    }
    String taxId = shown.asksTaxId() ? taxId(fields) : "";
    billing =
        new Billing(
            country,
            line1,
            whole ? fields.text("line2") : "",
            city,
            postal,
            whole ? fields.text("state") : "",
            shown.asksTaxId() ? fields.text("business_name") : "",
            taxId.isEmpty() ? "" : kind(country),
            taxId,
            custom(fields, shown));
  }

  private static String country(Fields fields, Shown shown) {
    if (!shown.asksCountry()) {
      return "";
    }
    String sent = fields.secret("country");
    String country = sent.isEmpty() ? shown.country() : sent;
    if (!DemoTax.isCountry(country)) {
      fields.wrong("country", "Choose a country of the list.");
    }
    return country;
  }

  private static String needed(Fields fields, String name, String sentence) {
    String value = fields.text(name);
    if (value.isEmpty()) {
      fields.wrong(name, sentence);
    }
    return value;
  }

  private static String taxId(Fields fields) {
    String id = fields.reference("tax_id").toUpperCase(Locale.ROOT);
    if (!id.isEmpty() && !id.matches("[A-Z0-9][A-Z0-9 .-]{3,29}")) {
      fields.wrong("tax_id", "Enter a tax id, such as DE123456789, or leave this empty.");
    }
    return id;
  }

  private static String kind(String country) {
    return EU.contains(country) ? "eu_vat" : KINDS.getOrDefault(country, "unknown");
  }

  private static Map<String, String> custom(Fields fields, Shown shown) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Shown.Field field : shown.fields()) {
      String value = fields.reference(field.name());
      if (value.isEmpty() && !field.optional()) {
        fields.wrong(field.name(), "Enter: " + field.label() + ".");
      } else if (!value.isEmpty() && value.length() < field.shortest()) {
        fields.wrong(field.name(), "Enter at least " + field.shortest() + " characters.");
      } else if (value.length() > field.longest()) {
        fields.wrong(field.name(), "Enter at most " + field.longest() + " characters.");
      }
      values.put(field.key(), value);
    }
    return values;
  }

  Billing billing() {
    return billing;
  }
}
