package org.carrel.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code items.jsonl}. */
final class ItemKind implements Kind {
  static final String DATE_RULE = "a date is 2023, 2023-01 or 2023-01-11, a day that exists";

  private static final Predicate<String> HANDLE =
      Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*(/[A-Za-z0-9][A-Za-z0-9._:-]*)+")
          .asMatchPredicate();
  private static final Predicate<String> DOI =
      Pattern.compile("10\\.\\d{4,9}/\\S+").asMatchPredicate();
  private static final Predicate<String> URI_RULE =
      Pattern.compile("https://[A-Za-z0-9.-]+/[!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]*")
          .asMatchPredicate();
  private static final Predicate<String> PAGE_ID =
      Pattern.compile("[A-Za-z0-9._-]{1,40}").asMatchPredicate();

  /** COUNTER 5.1, the Data_Types of an item report. */
  private static final Set<String> DATA_TYPES =
      Set.of(
          "Article",
          "Audiovisual",
          "Book_Segment",
          "Conference_Item",
          "Database_Full_Item",
          "Dataset",
          "Image",
          "Interactive_Resource",
          "Multimedia",
          "News_Item",
          "Other",
          "Patent",
          "Reference_Item",
          "Report",
          "Software",
          "Sound",
          "Standard",
          "Thesis_or_Dissertation",
          "Unspecified");

  private static final List<String> COPIED =
      List.of(
          "title_id",
          "name",
          "creators",
          "date",
          "year",
          "citation",
          "volume",
          "issue",
          "doi",
          "data_type",
          "segment_of",
          "page_ids",
          "pages",
          "first_page_text",
          "held",
          "withdrawn");

  @Override
  public String name() {
    return "items";
  }

  @Override
  public List<String> stage() {
    return List.of(
        "create temp table staged_items on commit drop as select * from items with no data",
        "alter table staged_items add line bigint, drop changed_at");
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("handle"));
    columns.addAll(COPIED);
    return columns;
  }

  @Override
  public List<Object> row(Fields fields) {
    List<Object> row = new ArrayList<>();
    String handle =
        fields.text(
            "handle",
            text -> HANDLE.test(text) && text.length() <= 200,
            "a handle is its title's id, a slash and letters, digits, . _ : - or slashes");
    row.add(handle);
    row.add(title(fields, handle));
    row.add(fields.text("title"));
    row.add(new Json(Creators.write(creators(fields))));
    String date = fields.optional("date", text -> PartialDate.parse(text).isPresent(), DATE_RULE);
    row.add(date);
    row.add(year(fields, date));
    row.add(fields.text("citation"));
    row.add(fields.optional("volume"));
    row.add(fields.optional("issue"));
    row.add(fields.optional("doi", DOI, "a DOI is like 10.1000/182, without a resolver before it"));
    row.add(fields.text("data_type", DATA_TYPES::contains, "COUNTER has no such item type"));
    row.add(fields.optional("segment_of", HANDLE, "the handle of an item is expected"));
    addPages(fields, row);
    row.add(fields.longText("first_page_text"));
    String held =
        fields.optional(
            "held", Set.of("whole", "first_page")::contains, "it is whole or first_page");
    row.add(held == null ? "whole" : held);
    row.add(fields.flag("withdrawn"));
    return row;
  }

  private static String title(Fields fields, String handle) {
    String id = fields.text("title_id", TitleKind.ID, TitleKind.ID_RULE);
    if (!id.isEmpty() && !handle.isEmpty() && !Items.titleOf(handle).equals(id)) {
      fields.error("handle " + handle + " does not begin with its title_id " + id + " and a slash");
    }
    return id;
  }

  private static @Nullable Integer year(Fields fields, @Nullable String date) {
    Integer year = fields.number("year", 1, 9999);
    if (date == null) {
      return year;
    }
    int ofDate = new PartialDate(date).year();
    if (year != null && year != ofDate) {
      fields.error("year is " + year + ", but date is " + date);
    }
    return ofDate;
  }

  private static List<Creator> creators(Fields fields) {
    List<Creator> creators = new ArrayList<>();
    for (JsonNode node : fields.list("creators")) {
      Fields creator = fields.inside("creators", node);
      if (creator != null) {
        String name = creator.text("name");
        String kind =
            creator.text(
                "kind",
                Set.of("person", "organization", "government")::contains,
                "it is person, organization or government");
        String uri = creator.optional("uri", URI_RULE, "an https address is expected");
        creator.refuseOthers();
        creators.add(new Creator(name, kindOf(kind), uri));
      }
    }
    return creators;
  }

  private static Creator.Kind kindOf(String kind) {
    return kind.isEmpty()
        ? Creator.Kind.PERSON
        : Creator.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
  }

  private static void addPages(Fields fields, List<Object> row) {
    List<String> ids = new ArrayList<>();
    for (JsonNode node : fields.list("page_ids")) {
      if (node.isTextual() && PAGE_ID.test(node.textValue())) {
        ids.add(node.textValue());
      } else {
        fields.error("page_ids holds " + node + ", but letters, digits, . _ and - are expected");
      }
    }
    if (ids.stream().distinct().count() != ids.size()) {
      fields.error("page_ids holds an id twice");
    }
    Integer pages = fields.number("pages", 1, 1_000_000);
    if (pages != null && !ids.isEmpty() && pages != ids.size()) {
      fields.error("pages is " + pages + ", but page_ids has " + ids.size());
    }
    row.add(ids.toArray(String[]::new));
    row.add(ids.isEmpty() ? pages : (Object) Objects.requireNonNullElse(pages, ids.size()));
  }

  @Override
  public List<Check> checks() {
    return List.of(
        Kind.once("items", "handle"),
        Kind.known("items", "title_id", "titles", "id"),
        Kind.known("items", "segment_of", "items", "handle"),
        new Check(
            "select line, handle from staged_items where segment_of = handle order by line",
            "%s cannot be a segment of itself"));
  }

  @Override
  public List<String> merge() {
    String copied = String.join(", ", COPIED);
    String excluded = "excluded." + String.join(", excluded.", COPIED);
    return List.of(
        ("""
        with done as (
          insert into items (handle, %1$s, content_hash, changed_at)
          select handle, %1$s, content_hash, ? from staged_items
          on conflict (handle) do update
            set (%1$s, content_hash, changed_at)
                = (%2$s, excluded.content_hash, excluded.changed_at)
            where items.content_hash <> excluded.content_hash
          returning xmax = 0 as added)
        select count(*) filter (where added), count(*) filter (where not added) from done""")
            .formatted(copied, excluded));
  }

  /** A value for a {@code jsonb} column. */
  record Json(String text) {}
}
