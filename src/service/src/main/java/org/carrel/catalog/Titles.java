package org.carrel.catalog;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The titles. */
@Singleton
public class Titles {
  private final Query query;

  Titles(Query query) {
    this.query = query;
  }

  public Optional<Title> byId(String id) {
    return query.list("select * from titles where id = ?", Titles::read, id).stream().findFirst();
  }

  /**
   * A title and the collections that hold it.
   *
   * @param title the title
   * @param collections by number
   */
  public record Shelf(Title title, List<Collection> collections) {}

  /** Where a title stands, with one query; nothing for an unknown title. */
  public Optional<Shelf> shelf(String id) {
    return query
        .list(
            "select titles.*, (select coalesce(json_agg(json_build_object('number', number, 'name',"
                + " name, 'description', description) order by number), '[]') from collections join"
                + " title_collections on collection_number = number where title_id = titles.id)"
                + " as held_by from titles where id = ?",
            row -> new Shelf(read(row), Collections.parse(row.getString("held_by"))),
            id)
        .stream()
        .findFirst();
  }

  /**
   * Titles of a collection by name, a page at a time.
   *
   * @param afterName name and id of the last title seen; empty strings at the beginning
   */
  public List<Title> ofCollection(int number, String afterName, String afterId, int most) {
    return query.list(
        "select titles.* from titles join title_collections on title_id = id"
            + " where collection_number = ? and (name, id) > (?, ?) order by name, id limit ?",
        Titles::read,
        number,
        afterName,
        afterId,
        most);
  }

  private static Title read(ResultSet row) throws SQLException {
    return new Title(
        row.getString("id"),
        row.getString("name"),
        row.getString("publisher"),
        row.getString("data_type"),
        row.getString("publication_type"),
        row.getString("print_issn"),
        row.getString("online_issn"),
        row.getString("isbn"),
        new Title.Coverage(
            row.getString("coverage_depth"),
            row.getString("coverage_notes"),
            issue(row, "first"),
            issue(row, "last")),
        row.getString("parent_id"),
        row.getString("preceding_id"));
  }

  private static Title.@Nullable Issue issue(ResultSet row, String which) throws SQLException {
    String date = row.getString(which + "_date");
    String volume = row.getString(which + "_volume");
    String issue = row.getString(which + "_issue");
    return date == null && volume == null && issue == null
        ? null
        : new Title.Issue(date == null ? null : new PartialDate(date), volume, issue);
  }
}
