package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.catalog.Collections;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.WorkOut;
import org.jboss.logging.Logger;

/**
 * Writes the quote that renews an agreement: the same for the term that follows, at the prices and
 * sizes of today. It is a draft: staff look at it and send it, and nothing is renewed without an
 * acceptance. It stands under the name of who sent the quote before.
 */
@ApplicationScoped
class DraftRenewal {
  private static final Logger LOG = Logger.getLogger(DraftRenewal.class);

  private final Quotes quotes;
  private final DraftQuote drafts;
  private final Institutions institutions;
  private final Collections collections;
  private final PriceBooks books;

  DraftRenewal(
      Quotes quotes,
      DraftQuote drafts,
      Institutions institutions,
      Collections collections,
      PriceBooks books) {
    this.quotes = quotes;
    this.drafts = drafts;
    this.institutions = institutions;
    this.collections = collections;
    this.books = books;
  }

  /** Writes it, unless somebody wrote one before, or it has no price any more. */
  void of(Agreement agreement) {
    if (!quotes.renewing(agreement.id()).isEmpty()) {
      return;
    }
    Quotes.Listed signed = quotes.listed(agreement.versionId()).orElseThrow();
    Optional<QuoteContent> content = content(agreement, signed.version().content());
    if (content.isEmpty()) {
      LOG.warnf("agreement %s has no price any more: its renewal waits for staff", agreement.id());
      return;
    }
    drafts.begin(
        agreement.institutionId(),
        content.get(),
        signed.quote().id(),
        agreement.id(),
        signed.version().sentBy().orElseThrow());
  }

  private Optional<QuoteContent> content(Agreement agreement, QuoteContent old) {
    PriceBook book = books.current();
    Offer offer = old.offer();
    boolean sold =
        offer.collections().stream().allMatch(one -> book.sells(one.number(), offer.currency()));
    Map<Integer, String> names = new java.util.HashMap<>();
    collections.all().forEach(one -> names.put(one.number(), one.name()));
    boolean known = offer.collections().stream().allMatch(one -> names.containsKey(one.number()));
    if (!sold || !known) {
      return Optional.empty();
    }
    Offer next =
        new Offer(
            offer.currency(),
            offer.country(),
            offer.tax(),
            agreement.term().next(),
            members(old),
            offer.collections().stream()
                .map(
                    one ->
                        new Offer.Volume(
                            one.number(),
                            names.getOrDefault(one.number(), one.name()),
                            collections.titles(one.number())))
                .toList(),
            offer.agreed());
    return Optional.of(old.renewed(next, WorkOut.of(book, next), book.terms()));
  }

  private List<Offer.Member> members(QuoteContent old) {
    List<Offer.Member> members = new ArrayList<>();
    for (int i = 0; i < old.memberIds().size(); i++) {
      Offer.Member before = old.offer().members().get(i);
      Institution now = institutions.byId(old.memberIds().get(i)).orElseThrow();
      FteBand band = now.band().orElse(before.band());
      members.add(new Offer.Member(now.name(), now.type(), band));
    }
    return members;
  }
}
