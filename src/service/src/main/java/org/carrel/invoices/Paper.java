package org.carrel.invoices;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.carrel.base.Money;

/**
 * A document as it is read: every text ready, the same on the page and in the file.
 *
 * @param title the kind and the number
 * @param number the number alone
 * @param seller name and address of the seller, line by line
 * @param sellerTaxId its tax id
 * @param buyer names, address and tax ids of the buyer, line by line
 * @param facts what identifies the document and its sale
 * @param rows what was sold, or what is credited
 * @param sums how the total comes about
 * @param notes sentences below it
 * @param paid the stamp: how the money stands
 */
public record Paper(
    String title,
    String number,
    List<String> seller,
    String sellerTaxId,
    List<String> buyer,
    List<Fact> facts,
    List<Row> rows,
    List<Sum> sums,
    List<String> notes,
    String paid) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  /** A name and its value. */
  public record Fact(String label, String value) {}

  /** A line of what was sold. */
  public record Row(String text, String quantity, String amount) {}

  /** A line of the sums; the last one is the total. */
  public record Sum(String label, String amount, boolean last) {}

  /** The document as it is read. */
  public static Paper of(Document document) {
    Snapshot snapshot = document.snapshot();
    Draft sale = snapshot.sale();
    List<String> seller = new ArrayList<>(List.of(snapshot.seller().legalName()));
    seller.addAll(snapshot.seller().address());
    return new Paper(
        document.kind().title() + " " + document.number(),
        document.number(),
        seller,
        snapshot.seller().taxId(),
        Stream.of(sale.buyer().names(), sale.buyer().address(), sale.buyer().taxIds())
            .flatMap(List::stream)
            .toList(),
        facts(document, snapshot, sale),
        rows(document, snapshot, sale),
        sums(document, snapshot, sale),
        Notes.of(document, snapshot),
        stamp(document, snapshot));
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  private static List<Fact> facts(Document document, Snapshot snapshot, Draft sale) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Date", day(document.issuedOn())));
    Snapshot.Share share = snapshot.share();
    Draft.Due due = sale.due();
    if (share == null && due != null) {
      return due(facts, sale, due);
    }
    if (share == null) {
      facts.add(new Fact("Date of supply", day(snapshot.paidOn())));
      facts.addAll(PaperTimes.of(sale));
    } else {
      facts.add(new Fact("Changes", share.of() + " of " + day(share.issuedOn())));
    }
    facts.add(new Fact("Order", sale.orderReference()));
    if (sale.clientMatter() != null) {
      facts.add(new Fact("Client or matter", sale.clientMatter()));
    }
    return facts;
  }

  private static List<Fact> due(List<Fact> facts, Draft sale, Draft.Due due) {
    facts.add(new Fact("Due", day(due.day())));
    facts.add(new Fact("Term", due.term()));
    facts.add(new Fact("Agreement", sale.orderReference()));
    if (!due.poNumber().isEmpty()) {
      facts.add(new Fact("Purchase order", due.poNumber()));
    }
    return facts;
  }

  private static List<Row> rows(Document document, Snapshot snapshot, Draft sale) {
    List<Row> rows = new ArrayList<>();
    if (snapshot.share() != null) {
      String what = document.kind() == Kind.CREDIT_NOTE ? "Refund of " : "Refund that failed, of ";
      rows.add(new Row(what + sale.description(), "1", money(sale, snapshot.share().total())));
      return rows;
    }
    rows.add(new Row(sale.description(), "1", money(sale, sale.price())));
    if (sale.discount() != 0) {
      String code = sale.code() == null ? "Discount" : "Discount, code " + sale.code();
      rows.add(new Row(code, "1", money(sale, -sale.discount())));
    }
    return rows;
  }

  private static List<Sum> sums(Document document, Snapshot snapshot, Draft sale) {
    List<Sum> sums = new ArrayList<>();
    sums.add(new Sum("Net", document.net().toString(), false));
    Snapshot.Share share = snapshot.share();
    for (int i = 0; i < sale.taxes().size(); i++) {
      Draft.Tax tax = sale.taxes().get(i);
      long amount = share == null ? tax.amount() : share.taxes().get(i);
      sums.add(new Sum(label(sale, tax, share == null), money(sale, amount), false));
    }
    sums.add(new Sum(total(document.kind()), document.total().toString(), true));
    return sums;
  }

  private static String label(Draft sale, Draft.Tax tax, boolean whole) {
    if (tax.percentage().isEmpty()) {
      return tax.name();
    }
    if (tax.reverseCharge()) {
      return tax.name() + ", reverse charge";
    }
    String rate = tax.name() + " " + tax.percentage() + " %";
    return whole
        ? rate + " on " + money(sale, tax.taxable()) + (tax.inclusive() ? ", included" : "")
        : rate;
  }

  private static String total(Kind kind) {
    return switch (kind) {
      case INVOICE -> "Total";
      case CREDIT_NOTE -> "Total credited";
      case DEBIT_NOTE -> "Total no longer credited";
    };
  }

  private static String stamp(Document document, Snapshot snapshot) {
    return switch (document.kind()) {
      case INVOICE -> invoiced(snapshot);
      case CREDIT_NOTE -> "Sent back";
      case DEBIT_NOTE -> "Not sent back";
    };
  }

  private static String invoiced(Snapshot snapshot) {
    Draft.Due due = snapshot.sale().due();
    return due == null ? "Paid " + day(snapshot.paidOn()) : "Due " + day(due.day());
  }

  private static String money(Draft sale, long minor) {
    return new Money(minor, sale.currency()).toString();
  }
}
