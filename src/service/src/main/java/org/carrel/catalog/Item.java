package org.carrel.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document: what is delivered and counted.
 *
 * @param handle persistent id: the title's id, a slash and the rest
 * @param titleId id of the title that it belongs to
 * @param title its own title
 * @param creators who made it, in the order printed
 * @param date when it appeared, as exactly as is known
 * @param year the year under which usage is reported (COUNTER's YOP)
 * @param citation how it is cited
 * @param volume volume and issue of the title, where it has them
 * @param doi without a resolver before it
 * @param dataType COUNTER 5.1 Data_Type of an item
 * @param segmentOf handle of the item of which this one is a part
 * @param pageIds ids of its pages in order; empty where they are simply 1, 2, 3…
 * @param pages how many pages it has, where the catalogue knows
 * @param firstPageText the raw text of its first page
 * @param held how much of it the library holds
 * @param withdrawn whether it is no longer offered
 * @param changedAt when its data last changed
 */
public record Item(
    String handle,
    String titleId,
    String title,
    List<Creator> creators,
    @Nullable PartialDate date,
    @Nullable Integer year,
    String citation,
    @Nullable String volume,
    @Nullable String issue,
    @Nullable String doi,
    String dataType,
    @Nullable String segmentOf,
    List<String> pageIds,
    @Nullable Integer pages,
    String firstPageText,
    Held held,
    boolean withdrawn,
    Instant changedAt) {

  /** How much of a document the library holds. */
  public enum Held {
    WHOLE,
    FIRST_PAGE
  }

  public Item {
    creators = List.copyOf(creators);
    pageIds = List.copyOf(pageIds);
  }

  /** The id of the first page. */
  public String firstPageId() {
    return pageIds.isEmpty() ? "1" : pageIds.get(0);
  }

  /** Whether only the first page is held. */
  public boolean firstPageOnly() {
    return held == Held.FIRST_PAGE;
  }

  /** Whether it has this page, as far as the catalogue knows. */
  public boolean hasPage(String id) {
    if (!pageIds.isEmpty()) {
      return pageIds.contains(id);
    }
    boolean number = id.matches("[1-9]\\d{0,5}");
    return number && (pages == null || Integer.parseInt(id) <= pages);
  }

  /** The number of a page, counted from 1, as document servers count; 1 for an unknown id. */
  public int pageNumber(String id) {
    if (!hasPage(id)) {
      return 1;
    }
    return pageIds.isEmpty() ? Integer.parseInt(id) : pageIds.indexOf(id) + 1;
  }
}
