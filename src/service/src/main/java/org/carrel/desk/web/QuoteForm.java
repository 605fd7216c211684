package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.carrel.institutions.Institution;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.TaxStanding;
import org.jspecify.annotations.Nullable;

/** The fields of a quote as they were typed, so that a page with errors shows them again. */
public class QuoteForm {
  @FormParam("institution")
  @Nullable String institution;

  /** The agreement that it is to renew. */
  @FormParam("renews")
  @Nullable String renews;

  @FormParam("like")
  @Nullable String like;

  @FormParam("seen")
  @Nullable String seen;

  @FormParam("to-name")
  @Nullable String toName;

  @FormParam("to-email")
  @Nullable String toEmail;

  @FormParam("buyer")
  @Nullable String buyer;

  @FormParam("address")
  @Nullable String address;

  @FormParam("tax-id")
  @Nullable String taxId;

  @FormParam("tax")
  @Nullable String tax;

  @FormParam("member")
  @Nullable List<String> members;

  @FormParam("collection")
  @Nullable List<String> collections;

  @FormParam("currency")
  @Nullable String currency;

  @FormParam("first")
  @Nullable String first;

  @FormParam("last")
  @Nullable String last;

  @FormParam("seats")
  @Nullable String seats;

  @FormParam("users")
  @Nullable String users;

  @FormParam("licence")
  @Nullable String licence;

  @FormParam("agreed")
  @Nullable String agreed;

  @FormParam("agreed-why")
  @Nullable String agreedWhy;

  @FormParam("note")
  @Nullable String note;

  /**
   * An empty quote for an institution, for twelve months that begin after its last day to accept.
   */
  static QuoteForm empty(Institution institution, PriceBook.Terms terms, LocalDate today) {
    QuoteForm form = new QuoteForm();
    LocalDate begin = today.plusDays(terms.validDays()).plusMonths(1).withDayOfMonth(1);
    form.institution = institution.id();
    form.buyer = institution.name();
    form.members = List.of(institution.id());
    form.tax = TaxStanding.TAXED.name();
    form.currency = "USD";
    form.first = begin.toString();
    form.last = begin.plusYears(1).minusDays(1).toString();
    form.users = terms.authorizedUsers();
    form.licence = terms.licence();
    return form;
  }

  /** A form that says what a quote says. */
  static QuoteForm of(String institutionId, QuoteContent content) {
    QuoteForm form = new QuoteForm();
    form.institution = institutionId;
    form.toName = content.recipient().name();
    form.toEmail = content.recipient().email();
    form.buyer = content.buyer().legalName();
    List<String> lines = content.buyer().address();
    form.address = String.join("\n", lines.subList(0, Math.max(0, lines.size() - 1)));
    form.taxId = content.buyer().taxId();
    form.tax = content.offer().tax().name();
    form.members = content.memberIds();
    form.collections =
        content.offer().collections().stream().map(one -> Integer.toString(one.number())).toList();
    form.currency = content.offer().currency();
    form.first = content.offer().term().first().toString();
    form.last = content.offer().term().last().toString();
    form.seats = content.seats() == null ? "" : content.seats().toString();
    form.users = content.authorizedUsers();
    form.licence = content.licence();
    form.agreed =
        content.offer().agreed().isNone() ? "" : content.offer().agreed().value().toPlainString();
    form.agreedWhy = content.agreedWhy();
    form.note = content.note();
    return form;
  }

  public String institution() {
    return typed(institution);
  }

  public String renews() {
    return typed(renews);
  }

  public String like() {
    return typed(like);
  }

  public String toName() {
    return typed(toName);
  }

  public String toEmail() {
    return typed(toEmail);
  }

  public String buyer() {
    return typed(buyer);
  }

  public String address() {
    return typed(address);
  }

  public String taxId() {
    return typed(taxId);
  }

  public String tax() {
    return typed(tax);
  }

  public List<String> members() {
    return members == null ? List.of() : List.copyOf(members);
  }

  public List<String> collections() {
    return collections == null ? List.of() : List.copyOf(collections);
  }

  /** Whether a collection is chosen. */
  public boolean reads(int number) {
    return collections().contains(Integer.toString(number));
  }

  public String currency() {
    return typed(currency);
  }

  public String first() {
    return typed(first);
  }

  public String last() {
    return typed(last);
  }

  public String seats() {
    return typed(seats);
  }

  public String users() {
    return typed(users);
  }

  public String licence() {
    return typed(licence);
  }

  public String agreed() {
    return typed(agreed);
  }

  public String agreedWhy() {
    return typed(agreedWhy);
  }

  public String note() {
    return typed(note);
  }

  /** The change count of the version that the form was made from; -1 where that is not told. */
  long seen() {
    return typed(seen).matches("\\d{1,18}") ? Long.parseLong(typed(seen)) : -1;
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
