package org.carrel.sales;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Priced;
import org.carrel.sales.prices.Term;

/**
 * A version of a quote as it is read, on paper and on pages.
 *
 * @param reference as people read it out
 * @param number of the version
 */
public record QuotePaper(String reference, int number, QuoteContent content) {

  /** A name and its value. */
  public record Fact(String label, String value) {
    /** The value line by line. */
    public List<String> lines() {
      return value.lines().toList();
    }
  }

  public static QuotePaper of(Quotes.Listed listed) {
    return new QuotePaper(
        listed.quote().reference(), listed.version().number(), listed.version().content());
  }

  public String title() {
    return "Quote " + reference + ", version " + number;
  }

  /** What a copy is called. */
  public String file() {
    return reference + "-v" + number + ".pdf";
  }

  /** How it went out. */
  public QuoteContent.Issue issue() {
    return Objects.requireNonNull(content.issue(), "a draft is on no paper");
  }

  public Priced priced() {
    return content.priced();
  }

  public List<Offer.Volume> collections() {
    return content.offer().collections();
  }

  public List<Offer.Member> members() {
    return content.offer().members();
  }

  /** The last day of the term. */
  public String lastDay() {
    return Term.day(content.offer().term().last());
  }

  /** The last day on which it can be accepted. */
  public String validUntil() {
    return Term.day(issue().validUntil());
  }

  public String taxStanding() {
    return content.offer().tax().label();
  }

  /** What identifies it. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Quote", reference));
    facts.add(new Fact("Version", Integer.toString(number)));
    facts.add(new Fact("Date", Term.day(issue().date())));
    facts.add(new Fact("Valid until", validUntil() + ", the whole day in " + content.zone()));
    return facts;
  }

  /** What is agreed besides the price. */
  public List<Fact> terms() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Term", content.offer().term() + ", in " + content.zone()));
    facts.add(new Fact("Last day of access", lastDay()));
    facts.add(new Fact("Seats", content.seatWords()));
    facts.add(new Fact("Authorised users", content.authorizedUsers()));
    facts.add(new Fact("Licence", content.licence()));
    facts.add(
        new Fact(
            "Payment", "Due " + content.terms().paymentDays() + " days after the invoice's date"));
    facts.add(new Fact("Remittance", String.join("\n", content.terms().remittance())));
    if (!content.agreedWhy().isEmpty()) {
      facts.add(new Fact("Agreed discount", content.agreedWhy()));
    }
    if (!content.note().isEmpty()) {
      facts.add(new Fact("Note", content.note()));
    }
    return facts;
  }
}
