package org.carrel.landing.web;

import java.util.List;
import java.util.Optional;
import org.carrel.catalog.Item;
import org.carrel.catalog.Titles;
import org.carrel.landing.Ways;
import org.carrel.passes.Prices;

/**
 * What a landing page shows.
 *
 * @param item the document
 * @param shelf its title and collections
 * @param pageId the page that was asked for, or the first
 * @param askedInVain an id that was asked for and is none of this document
 * @param text the first page
 * @param ways the ways in that this visitor has
 * @param prices the currency of the offers
 * @param offers plans that open it
 * @param sentBack why a document server sent the reader here
 * @param url canonical address
 * @param tags citation tags
 * @param data JSON-LD, safe inside a script element
 * @param signOnOffered whether people can sign in through their institution
 */
record LandingView(
    Item item,
    Titles.Shelf shelf,
    String pageId,
    Optional<String> askedInVain,
    List<RawText.Part> text,
    Ways ways,
    Prices prices,
    List<Offer> offers,
    Optional<SentBack> sentBack,
    String url,
    List<CitationTags.Tag> tags,
    String data,
    boolean signOnOffered) {

  /** Title and date, for the window. */
  public String windowTitle() {
    return item.date() == null ? item.title() : item.title() + " (" + item.date() + ")";
  }

  /** One sentence for lists of search results. */
  public String summary() {
    return item.citation()
        + ". First page in full; the whole document with a pass of "
        + String.join(", ", offers.stream().map(Offer::name).toList())
        + ".";
  }

  /** Whether another page than the first was asked for. */
  public boolean laterPage() {
    return !pageId.equals(item.firstPageId());
  }

  /** Whether the visitor has a pass, to which time can be added. */
  public boolean ownPass() {
    return ways.ready().isPresent()
        || ways.found().isPresent()
        || ways.now().map(now -> !now.throughInstitution()).orElse(false);
  }

  /** Where somebody signs in through an institution, and comes back to this page of it. */
  public String signOn() {
    return "/sign-on?item=" + item.handle() + "&page=" + pageId;
  }

  /** Where an organization asks for a quote or trial of what this document is in. */
  public String request() {
    return "/institutions?item=" + item.handle();
  }
}
