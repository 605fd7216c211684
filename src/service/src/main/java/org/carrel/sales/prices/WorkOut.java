package org.carrel.sales.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.carrel.base.Money;

/** Works out an offer from a price book; no clock, no database, the same every time. */
public final class WorkOut {
  private final PriceBook book;
  private final Offer offer;
  private final List<Off> offs = new ArrayList<>();

  private WorkOut(PriceBook book, Offer offer) {
    this.book = book;
    this.offer = offer;
    PriceBook.Discounts discounts = book.discounts();
    off(discounts.collections(), offer.collections().size(), "collections");
    off(discounts.members(), offer.members().size(), "members");
    off(discounts.years(), offer.term().wholeYears(), "years");
    if (!offer.agreed().isNone()) {
      offs.add(new Off(offer.agreed(), "as agreed"));
    }
  }

  /** A discount and what it is for. */
  private record Off(Percent percent, String why) {}

  /**
   * The prices of an offer.
   *
   * @throws IllegalArgumentException where a collection has no price in the offer's currency, or
   *     the buyer's country knows no reverse charge
   */
  public static Priced of(PriceBook book, Offer offer) {
    return new WorkOut(book, offer).priced();
  }

  private void off(NavigableMap<Integer, Percent> table, int number, String what) {
    Map.Entry<Integer, Percent> reached = table.floorEntry(number);
    if (reached != null) {
      offs.add(new Off(reached.getValue(), "for " + number + " " + what));
    }
  }

  private Priced priced() {
    List<Priced.Line> lines = new ArrayList<>();
    for (Term.Year year : offer.term().years()) {
      for (Offer.Member member : offer.members()) {
        for (Offer.Volume collection : offer.collections()) {
          lines.add(line(year, member, collection));
        }
      }
    }
    Money net =
        lines.stream().map(Priced.Line::amount).reduce(Money.zero(offer.currency()), Money::plus);
    Money tax = tax(net);
    return new Priced(lines, net, tax, taxed(net, tax), net.plus(tax));
  }

  private Priced.Line line(Term.Year year, Offer.Member member, Offer.Volume collection) {
    if (!book.sells(collection.number(), offer.currency())) {
      throw new IllegalArgumentException(
          "collection " + collection.number() + " has no price in " + offer.currency());
    }
    Money list = book.price(collection.number(), offer.currency(), member);
    StringBuilder words = new StringBuilder(list + " a year");
    Share share = grown(Share.of(list.minor()), year.number(), words);
    for (Off off : offs) {
      share = share.times(off.percent().left());
      words.append(" × %s (%s off %s)".formatted(off.percent().left(), off.percent(), off.why()));
    }
    if (!year.isWhole()) {
      share = share.times(year.days(), year.of());
      words.append(" × %d / %d days".formatted(year.days(), year.of()));
    }
    Money amount = share.rounded(offer.currency());
    words.append(" = ").append(amount);
    return new Priced.Line(
        year.number(),
        member,
        collection.number(),
        what(year, member, collection),
        words.toString(),
        amount);
  }

  /** The price of a later year: the list's increase, as far as the cap lets it through. */
  private Share grown(Share share, int year, StringBuilder words) {
    PriceBook.Discounts rules = book.discounts();
    Percent rise = rules.increase().compareTo(rules.cap()) < 0 ? rules.increase() : rules.cap();
    Share grown = share;
    for (int past = 1; past < year; past++) {
      grown = grown.times(rise.grown());
      words.append(" × ").append(rise.grown());
    }
    if (year > 1) {
      words.append(
          " (the list rises %s a year, here at most %s)".formatted(rules.increase(), rules.cap()));
    }
    return grown;
  }

  private String what(Term.Year year, Offer.Member member, Offer.Volume collection) {
    String when = offer.term().years().size() == 1 ? "" : "Year " + year.number() + ": ";
    return when
        + collection.name()
        + ", for "
        + member.name()
        + " ("
        + member.type().label()
        + ", "
        + member.band().label()
        + " full-time)";
  }

  private Money tax(Money net) {
    PriceBook.Tax tax = book.taxes().get(offer.country());
    if (offer.tax() == TaxStanding.REVERSE_CHARGE && !book.reversesCharge(offer.country())) {
      throw new IllegalArgumentException("no reverse charge in " + offer.country());
    }
    return offer.tax() == TaxStanding.TAXED && tax != null
        ? Share.of(net.minor()).times(tax.percent().value()).times(1, 100).rounded(offer.currency())
        : Money.zero(offer.currency());
  }

  private String taxed(Money net, Money tax) {
    PriceBook.Tax rule = book.taxes().get(offer.country());
    if (offer.tax() == TaxStanding.EXEMPT) {
      return "No tax: the buyer is exempt from it";
    }
    if (rule == null) {
      return "No tax is charged in the buyer's country";
    }
    String rate = rule.name() + " " + rule.percent();
    return offer.tax() == TaxStanding.REVERSE_CHARGE
        ? rate + ": reverse charge, the buyer owes it"
        : rate + " of " + net + " = " + tax;
  }
}
