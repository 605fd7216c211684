package org.carrel.payments.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.payments.Bill;

/** A bill's parameters as Stripe names them. */
final class BillParameters {
  /** Key of the institution in a customer's metadata. */
  static final String CUSTOMER = "institution";

  /** How a bank transfer comes, by currency; in others there is none. */
  private static final Map<String, String> TRANSFERS =
      Map.of(
          "usd", "us_bank_transfer",
          "eur", "eu_bank_transfer",
          "gbp", "gb_bank_transfer",
          "jpy", "jp_bank_transfer");

  /** Where Stripe keeps the accounts to which euros are transferred. */
  private static final String EURO_ACCOUNT = "DE";

  private static final int LONGEST_VALUE = 140;
  private static final int LONGEST_LINE = 500;

  private BillParameters() {}

  static Map<String, Object> customer(Bill bill) {
    Map<String, Object> params = new TreeMap<>();
    params.put("name", bill.name());
    params.put("email", bill.email().value());
    params.put("address", address(bill));
    params.put(
        "tax_exempt",
        switch (bill.tax()) {
          case TAXED -> "none";
          case EXEMPT -> "exempt";
          case REVERSE_CHARGE -> "reverse";
        });
    params.put("metadata", Map.of(CUSTOMER, bill.customerId()));
    return params;
  }

  /** Lines of an address as people wrote them: the first, and the others in one. */
  private static Map<String, Object> address(Bill bill) {
    List<String> lines = bill.address();
    Map<String, Object> address = new TreeMap<>();
    address.put("country", bill.country());
    if (!lines.isEmpty()) {
      address.put("line1", cut(lines.get(0), LONGEST_LINE));
    }
    if (lines.size() > 1) {
      address.put("line2", cut(String.join(", ", lines.subList(1, lines.size())), LONGEST_LINE));
    }
    return address;
  }

  static Map<String, Object> draft(String customer, Bill bill) {
    String currency = bill.total().currency().toLowerCase(Locale.ROOT);
    Map<String, Object> params = new TreeMap<>();
    params.put("customer", customer);
    params.put("collection_method", "send_invoice");
    params.put("auto_advance", false);
    params.put("currency", currency);
    params.put("number", bill.number());
    params.put("due_date", bill.dueAt().getEpochSecond());
    params.put("metadata", Map.of(SessionParameters.ORDER, bill.invoiceId()));
    params.put("payment_settings", paying(currency));
    List<Map<String, Object>> fields = new ArrayList<>();
    field(fields, "PO number", bill.poNumber());
    field(fields, "Tax ID", bill.taxId());
    if (!fields.isEmpty()) {
      params.put("custom_fields", fields);
    }
    return params;
  }

  private static void field(List<Map<String, Object>> fields, String name, String value) {
    if (!value.isBlank()) {
      fields.add(new TreeMap<>(Map.of("name", name, "value", cut(value, LONGEST_VALUE))));
    }
  }

  private static Map<String, Object> paying(String currency) {
    Map<String, Object> settings = new TreeMap<>();
    String transfer = TRANSFERS.get(currency);
    settings.put(
        "payment_method_types",
        transfer == null ? List.of("card") : List.of("card", "customer_balance"));
    if (transfer != null) {
      Map<String, Object> kind = new TreeMap<>(Map.of("type", transfer));
      if (currency.equals("eur")) {
        kind.put("eu_bank_transfer", Map.of("country", EURO_ACCOUNT));
      }
      settings.put(
          "payment_method_options",
          Map.of(
              "customer_balance",
              new TreeMap<>(Map.of("funding_type", "bank_transfer", "bank_transfer", kind))));
    }
    return settings;
  }

  static Map<String, Object> lines(Bill bill) {
    return Map.of("lines", bill.lines().stream().map(BillParameters::line).toList());
  }

  private static Map<String, Object> line(Bill.Line line) {
    return new TreeMap<>(
        Map.of("amount", line.amount().minor(), "description", cut(line.what(), LONGEST_LINE)));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
