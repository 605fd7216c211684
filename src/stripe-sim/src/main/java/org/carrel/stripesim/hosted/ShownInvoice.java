package org.carrel.stripesim.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carrel.stripesim.billing.BankTransfers;
import org.carrel.stripesim.billing.InvoiceLines;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Limits;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.state.Transaction;

/**
 * An invoice as its page shows it.
 *
 * @param page the secret of its page
 * @param facts number, dates, the seller's own fields
 * @param buyer name, address and tax ids, line by line
 * @param remaining what is left to pay, in words; {@code minor} as a number, {@code plain} as a
 *     person would type it
 * @param byCard whether a card can pay it
 * @param byTransfer whether a bank transfer can
 * @param reference what the customer writes on the transfer
 * @param waiting what lies in the customer's cash balance, in words; empty where nothing does
 */
public record ShownInvoice(
    String page,
    String status,
    String seller,
    List<Shown.Sum> facts,
    List<String> buyer,
    List<Shown.Line> lines,
    List<Shown.Sum> sums,
    String total,
    String remaining,
    long minor,
    String plain,
    String currency,
    String email,
    boolean byCard,
    boolean byTransfer,
    String reference,
    String waiting,
    String note) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static ShownInvoice of(Transaction transaction, ObjectNode invoice, String page, String seller) {
    String currency = invoice.get("currency").asText();
    String customer = invoice.get("customer").asText();
    long remaining = invoice.get("amount_remaining").asLong();
    long waiting = BankTransfers.available(transaction, customer, currency);
    return new ShownInvoice(
        page,
        invoice.get("status").asText(),
        seller,
        facts(invoice),
        buyer(invoice),
        lines(transaction, invoice, currency),
        sums(transaction, invoice, currency),
        MinorUnits.shown(invoice.get("total").asLong(), currency),
        MinorUnits.shown(remaining, currency),
        remaining,
        MinorUnits.plain(remaining, currency),
        currency,
        invoice.get("customer_email").asText(""),
        BankTransfers.takes(invoice, "card") && !Limits.tooLarge(remaining),
        BankTransfers.takes(invoice, "customer_balance"),
        BankTransfers.reference(customer),
        waiting == 0 ? "" : MinorUnits.shown(waiting, currency),
        invoice.get("description").asText(""));
  }

  private static List<Shown.Sum> facts(ObjectNode invoice) {
    List<Shown.Sum> facts = new ArrayList<>();
    facts.add(new Shown.Sum("Invoice number", invoice.get("number").asText()));
    facts.add(new Shown.Sum("Date", day(invoice.get("effective_at"))));
    facts.add(new Shown.Sum("Due", day(invoice.get("due_date"))));
    invoice
        .get("custom_fields")
        .forEach(
            field ->
                facts.add(new Shown.Sum(field.get("name").asText(), field.get("value").asText())));
    return facts;
  }

  private static String day(JsonNode seconds) {
    return DAY.format(Instant.ofEpochSecond(seconds.asLong()));
  }

  private static List<String> buyer(ObjectNode invoice) {
    List<String> lines = new ArrayList<>();
    add(lines, invoice.get("customer_name"));
    JsonNode address = invoice.get("customer_address");
    for (String part : new String[] {"line1", "line2", "city", "state", "postal_code", "country"}) {
      add(lines, address.path(part));
    }
    invoice
        .get("customer_tax_ids")
        .forEach(id -> lines.add(id.get("type").asText() + " " + id.get("value").asText()));
    if (invoice.get("customer_tax_exempt").asText().equals("reverse")) {
      lines.add("Reverse charge");
    }
    return lines;
  }

  private static void add(List<String> lines, JsonNode text) {
    if (text.isTextual() && !text.asText().isBlank()) {
      lines.addAll(text.asText().lines().toList());
    }
  }

  private static List<Shown.Line> lines(
      Transaction transaction, ObjectNode invoice, String currency) {
    return InvoiceLines.of(transaction, invoice.get("id").asText()).stream()
        .map(
            line ->
                new Shown.Line(
                    line.get("description").asText(""),
                    "",
                    1,
                    MinorUnits.shown(line.get("amount").asLong(), currency)))
        .toList();
  }

  private static List<Shown.Sum> sums(
      Transaction transaction, ObjectNode invoice, String currency) {
    List<Shown.Sum> sums = new ArrayList<>();
    for (JsonNode tax : invoice.get("total_taxes")) {
      ObjectNode rate =
          transaction.get(Kinds.TAX_RATE, tax.at("/tax_rate_details/tax_rate").asText());
      sums.add(
          new Shown.Sum(
              rate.get("display_name").asText()
                  + " "
                  + rate.get("percentage").decimalValue().stripTrailingZeros().toPlainString()
                  + " %"
                  + (rate.get("inclusive").asBoolean() ? " (included)" : ""),
              MinorUnits.shown(tax.get("amount").asLong(), currency)));
    }
    if (!sums.isEmpty()) {
      sums.add(
          0,
          new Shown.Sum("Subtotal", MinorUnits.shown(invoice.get("subtotal").asLong(), currency)));
    }
    sums.add(new Shown.Sum("Total", MinorUnits.shown(invoice.get("total").asLong(), currency)));
    return sums;
  }

  /** Whether money for it is taken. */
  public boolean payable() {
    return status.equals("open") || status.equals("uncollectible");
  }

  public boolean paid() {
    return status.equals("paid");
  }

  /** What the demonstration's bank accepts as an amount, in words. */
  public String currencyCode() {
    return currency.toUpperCase(Locale.ROOT);
  }

  /** The cards that the page takes. */
  public List<Shown.Card> cards() {
    return Shown.played();
  }
}
