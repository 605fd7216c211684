package org.carrel.desk.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.carrel.catalog.Collections;
import org.carrel.desk.QuoteHistory;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.PriceBooks;
import org.carrel.sales.Quote;
import org.carrel.sales.QuoteFiles;
import org.carrel.sales.QuotePaper;
import org.carrel.sales.QuoteState;
import org.carrel.sales.QuoteVersion;
import org.carrel.sales.Quotes;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.Term;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** Gathers what the pages about quotes show. */
@Singleton
public class QuoteDesk {
  private final Quotes quotes;
  private final QuoteFiles files;
  private final QuoteHistory history;
  private final Institutions institutions;
  private final Collections collections;
  private final PriceBooks books;
  private final AgreementDesk agreements;
  private final StaffMember staff;
  private final Clock clock;

  QuoteDesk(
      Quotes quotes,
      QuoteFiles files,
      QuoteHistory history,
      Institutions institutions,
      Collections collections,
      PriceBooks books,
      AgreementDesk agreements,
      StaffMember staff,
      Clock clock) {
    this.quotes = quotes;
    this.files = files;
    this.history = history;
    this.institutions = institutions;
    this.collections = collections;
    this.books = books;
    this.agreements = agreements;
    this.staff = staff;
    this.clock = clock;
  }

  /**
   * The queue.
   *
   * @param open those with a next step, the newest first
   * @param closed the others
   */
  record Queue(List<Row> open, List<Row> closed) {}

  /** A quote in the queue, and what comes next. */
  record Row(Quote quote, QuoteVersion version, QuoteState state, String tag, String next) {}

  Queue queue() {
    EnumSet<QuoteState> open =
        EnumSet.of(QuoteState.DRAFT, QuoteState.IN_APPROVAL, QuoteState.SENT);
    return new Queue(rows(open), rows(EnumSet.complementOf(open)));
  }

  private List<Row> rows(EnumSet<QuoteState> states) {
    Instant now = clock.instant();
    return quotes.in(states).stream().map(listed -> row(listed, now)).toList();
  }

  private static Row row(Quotes.Listed listed, Instant now) {
    QuoteState state = listed.version().stateAt(now);
    String next =
        switch (state) {
          case DRAFT -> "Finish and send it";
          case IN_APPROVAL -> "A second person approves it";
          case SENT -> "The buyer answers until " + QuotePaper.of(listed).validUntil();
          case ACCEPTED -> "It is an agreement";
          case LAPSED, DECLINED -> "A new version, if there is something to offer";
          default -> "Nothing";
        };
    return new Row(listed.quote(), listed.version(), state, QuoteCard.tag(state), next);
  }

  QuoteCard card(String id) {
    Quote quote = quotes.byId(id).orElseThrow(QuotesPage::unknown);
    List<QuoteVersion> versions = quotes.versionsOf(id);
    return new QuoteCard(
        quote,
        institution(quote.institutionId()),
        versions,
        versions.stream()
            .filter(version -> version.state() == QuoteState.ACCEPTED)
            .findFirst()
            .flatMap(version -> quotes.acceptanceOf(version.id())),
        versions.stream()
            .filter(version -> version.state() == QuoteState.ACCEPTED)
            .findFirst()
            .flatMap(version -> agreements.ofVersion(version.id())),
        history.of(id),
        staff.id(),
        clock.instant());
  }

  QuoteForm empty(String institutionId) {
    Institution institution = institution(institutionId);
    return QuoteForm.empty(institution, books.current().terms(), today(institution));
  }

  QuoteForm like(String quoteId) {
    QuoteCard card = card(quoteId);
    QuoteForm form = QuoteForm.of(card.institution().id(), card.content());
    form.like = quoteId;
    return form;
  }

  /** The form of the quote that renews an agreement: the same, from the day after it on. */
  QuoteForm renewal(String agreementId) {
    AgreementCard card = agreements.card(agreementId);
    QuoteForm form = QuoteForm.of(card.institution().id(), card.content());
    Term next = card.agreement().term().next();
    form.first = next.first().toString();
    form.last = next.last().toString();
    form.renews = agreementId;
    return form;
  }

  /** The agreement that a form renews, if it is one of the form's institution. */
  @Nullable String renewed(QuoteForm form) {
    if (form.renews().isEmpty()) {
      return null;
    }
    AgreementCard card = agreements.card(form.renews());
    if (!card.institution().id().equals(form.institution())) {
      throw AgreementDesk.unknown();
    }
    return card.agreement().id();
  }

  QuoteChoices choices(String institutionId) {
    PriceBook book = books.current();
    Institution institution = institution(institutionId);
    List<Offer.Volume> sold =
        collections.all().stream()
            .filter(one -> book.currencies().stream().anyMatch(c -> book.sells(one.number(), c)))
            .map(
                one -> new Offer.Volume(one.number(), one.name(), collections.titles(one.number())))
            .toList();
    return QuoteChoices.of(
        institution, institutions.partsOf(institutionId), sold, book.currencies());
  }

  CheckedQuote checked(QuoteForm form) {
    QuoteChoices choices = choices(form.institution());
    return new CheckedQuote(form, choices, books.current(), today(choices.institution()));
  }

  private LocalDate today(Institution institution) {
    return LocalDate.ofInstant(clock.instant(), institution.zone());
  }

  Response pdf(String quoteId, String name) {
    QuoteVersion version =
        card(quoteId).versions().stream()
            .filter(one -> one.sentAt().isPresent() && name.endsWith("-v" + one.number() + ".pdf"))
            .findFirst()
            .orElseThrow(QuotesPage::unknown);
    QuoteFiles.File file = files.of(version.id());
    return Response.ok(file.bytes(), "application/pdf")
        .header("Content-Disposition", "inline; filename=\"" + file.name() + "\"")
        .build();
  }

  private Institution institution(String id) {
    return institutions
        .byId(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "There is no such institution",
                    "A quote begins on the page of an institution. Search for it by name."));
  }
}
