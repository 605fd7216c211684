package org.carrel.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The collections, and which titles are in them. */
@Singleton
public class Collections {
  private static final String ALL = "select number, name, description from collections";

  private static final ObjectReader READER = new ObjectMapper().readerForListOf(Collection.class);

  private final Query query;

  Collections(Query query) {
    this.query = query;
  }

  /** Every collection, by number. */
  public List<Collection> all() {
    return query.list(ALL + " order by number", Collections::read);
  }

  public Optional<Collection> byNumber(int number) {
    return query.list(ALL + " where number = ?", Collections::read, number).stream().findFirst();
  }

  /** The collections that hold a title, by number; none for an unknown title. */
  public List<Collection> holding(String titleId) {
    return query.list(
        ALL
            + " join title_collections on collection_number = number where title_id = ?"
            + " order by number",
        Collections::read,
        titleId);
  }

  /** How many titles a collection holds. */
  public int titles(int number) {
    return query
        .list(
            "select count(*) from title_collections where collection_number = ?",
            row -> row.getInt(1),
            number)
        .get(0);
  }

  /** The numbers of the collections that hold a title; empty for an unknown title. */
  public Set<Integer> ofTitle(String titleId) {
    return Set.copyOf(
        query.list(
            "select collection_number from title_collections where title_id = ?",
            row -> row.getInt(1),
            titleId));
  }

  /** For each title that is in any collection the numbers of its collections, both in order. */
  public Map<String, Set<Integer>> map() {
    Map<String, Set<Integer>> map = new TreeMap<>();
    query.list(
        "select title_id, collection_number from title_collections",
        row -> map.computeIfAbsent(row.getString(1), id -> new TreeSet<>()).add(row.getInt(2)));
    return map;
  }

  static List<Collection> parse(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("collections were written as JSON", e);
    }
  }

  private static Collection read(ResultSet row) throws SQLException {
    return new Collection(
        row.getInt("number"), row.getString("name"), row.getString("description"));
  }
}
