package org.carrel.landing.web;

import java.util.ArrayList;
import java.util.List;
import org.carrel.catalog.Creator;
import org.carrel.catalog.Item;
import org.carrel.catalog.Title;
import org.jspecify.annotations.Nullable;

/**
 * The meta tags that scholarly crawlers read (scholar.google.com/intl/en/scholar/inclusion.html).
 */
final class CitationTags {
  private final List<Tag> tags = new ArrayList<>();

  private CitationTags() {}

  /** One tag; the template escapes its content. */
  record Tag(String name, String content) {}

  static List<Tag> of(Item item, Title title, String url) {
    CitationTags tags = new CitationTags();
    tags.add("citation_title", item.title());
    item.creators().stream().map(Creator::name).forEach(name -> tags.add("citation_author", name));
    tags.add("citation_publication_date", item.date() == null ? null : item.date().slashed());
    if (title.publicationType().equals("serial")) {
      boolean report = item.dataType().equals("Report");
      tags.add(
          report ? "citation_technical_report_institution" : "citation_journal_title",
          report ? title.publisher() : title.name());
    } else if (!title.name().equals(item.title())) {
      tags.add("citation_inbook_title", title.name());
    }
    tags.add("citation_publisher", title.publisher());
    tags.add("citation_issn", title.printIssn());
    tags.add("citation_issn", title.onlineIssn());
    tags.add("citation_isbn", title.isbn());
    tags.add("citation_volume", item.volume());
    tags.add("citation_issue", item.issue());
    tags.add("citation_firstpage", item.firstPageId());
    tags.add("citation_lastpage", lastPage(item));
    tags.add("citation_doi", item.doi());
    tags.add("citation_abstract_html_url", url);
    return tags.tags;
  }

  /** Said only where the whole document is held: else it is not its last page. */
  private static @Nullable String lastPage(Item item) {
    if (item.firstPageOnly() || item.pages() == null) {
      return null;
    }
    return item.pageIds().isEmpty()
        ? item.pages().toString()
        : item.pageIds().get(item.pageIds().size() - 1);
  }

  private void add(String name, @Nullable String content) {
    if (content != null) {
      tags.add(new Tag(name, content));
    }
  }
}
