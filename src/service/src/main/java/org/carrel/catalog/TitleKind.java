package org.carrel.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code titles.jsonl}. */
final class TitleKind implements Kind {
  static final Predicate<String> ID =
      Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*").asMatchPredicate();
  static final String ID_RULE = "a title's id is lower-case letters and digits, joined by . or -";

  /** COUNTER 5.1, the Data_Types of a title report. */
  private static final Set<String> DATA_TYPES =
      Set.of(
          "Book",
          "Conference",
          "Journal",
          "Newspaper_or_Newsletter",
          "Other",
          "Patent",
          "Reference_Work",
          "Report",
          "Standard",
          "Thesis_or_Dissertation",
          "Unspecified");

  private static final Set<String> DEPTHS = Set.of("fulltext", "selected articles", "abstracts");

  private static final List<String> COPIED =
      List.of(
          "name",
          "publisher",
          "data_type",
          "publication_type",
          "print_issn",
          "online_issn",
          "isbn",
          "coverage_depth",
          "coverage_notes",
          "first_date",
          "first_volume",
          "first_issue",
          "last_date",
          "last_volume",
          "last_issue",
          "parent_id",
          "preceding_id");

  @Override
  public String name() {
    return "titles";
  }

  @Override
  public List<String> stage() {
    return List.of(
        "create temp table staged_titles on commit drop as select * from titles with no data",
        "alter table staged_titles add line bigint, add collections integer[]");
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("id", "collections"));
    columns.addAll(COPIED);
    return columns;
  }

  @Override
  public List<Object> row(Fields fields) {
    List<Object> row = new ArrayList<>();
    row.add(fields.text("id", ID, ID_RULE));
    row.add(collections(fields));
    row.add(fields.text("name"));
    row.add(fields.text("publisher"));
    row.add(fields.text("data_type", DATA_TYPES::contains, "COUNTER has no such title type"));
    row.add(
        fields.text(
            "publication_type",
            Set.of("serial", "monograph")::contains,
            "it is serial or monograph"));
    row.add(issn(fields, "print_issn"));
    row.add(issn(fields, "online_issn"));
    row.add(isbn(fields));
    String depth =
        fields.optional(
            "coverage_depth", DEPTHS::contains, "it is fulltext, selected articles or abstracts");
    row.add(depth == null ? "fulltext" : depth);
    row.add(fields.optional("coverage_notes"));
    row.addAll(issue(fields.object("first_issue")));
    row.addAll(issue(fields.object("last_issue")));
    row.add(fields.optional("parent", ID, ID_RULE));
    row.add(fields.optional("preceding", ID, ID_RULE));
    return row;
  }

  private static Integer[] collections(Fields fields) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode node : fields.list("collections")) {
      if (node.isInt()) {
        numbers.add(node.intValue());
      } else {
        fields.error("collections holds " + node + ", but numbers are expected");
      }
    }
    return numbers.stream().distinct().toArray(Integer[]::new);
  }

  private static @Nullable String issn(Fields fields, String name) {
    return fields.optional(
        name,
        issn -> issn.matches("\\d{4}-\\d{3}[\\dX]") && CheckDigits.isIssn(issn.replace("-", "")),
        "an ISSN is like 0317-8471, and its last character checks the others");
  }

  private static @Nullable String isbn(Fields fields) {
    String isbn =
        fields.optional(
            "isbn",
            text -> CheckDigits.isIsbn(text.replace("-", "")),
            "an ISBN has 10 or 13 digits, and the last one checks the others");
    return isbn == null ? null : isbn.replace("-", "");
  }

  private static List<@Nullable Object> issue(@Nullable Fields issue) {
    if (issue == null) {
      return Arrays.asList(null, null, null);
    }
    List<@Nullable Object> row =
        Arrays.asList(
            issue.optional("date", date -> PartialDate.parse(date).isPresent(), ItemKind.DATE_RULE),
            issue.optional("volume"),
            issue.optional("issue"));
    issue.refuseOthers();
    return row;
  }

  @Override
  public List<Check> checks() {
    return List.of(
        Kind.once("titles", "id"),
        new Check(
            "select line, n::text from staged_titles, unnest(collections) n where not exists (select"
                + " from staged_collections c where c.number = n) and not exists (select from"
                + " collections c where c.number = n) order by line",
            "collections names %s, which is not in collections.jsonl"),
        Kind.known("titles", "parent_id", "titles", "id"),
        Kind.known("titles", "preceding_id", "titles", "id"),
        new Check(
            "select line, id from staged_titles where id in (parent_id, preceding_id) order by line",
            "%s cannot be its own parent or predecessor"));
  }

  @Override
  public List<String> merge() {
    String copied = String.join(", ", COPIED);
    String excluded = "excluded." + String.join(", excluded.", COPIED);
    return List.of(
        ("""
        with done as (
          insert into titles (id, %1$s, content_hash)
          select id, %1$s, content_hash from staged_titles
          on conflict (id) do update
            set (%1$s, content_hash) = (%2$s, excluded.content_hash)
            where titles.content_hash <> excluded.content_hash
          returning xmax = 0 as added)
        select count(*) filter (where added), count(*) filter (where not added) from done""")
            .formatted(copied, excluded),
        """
        delete from title_collections t using staged_titles s
        where t.title_id = s.id and t.collection_number <> all (s.collections)""",
        """
        insert into title_collections (title_id, collection_number)
        select id, unnest(collections) from staged_titles on conflict do nothing""");
  }
}
