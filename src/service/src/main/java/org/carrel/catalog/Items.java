package org.carrel.catalog;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items. */
@Singleton
public class Items {
  private static final int CANDIDATES = 500;

  private final Query query;

  Items(Query query) {
    this.query = query;
  }

  /** An item as lists show it. */
  public record Entry(String handle, String title, String citation) {}

  /** The item that is offered under a handle; withdrawn ones are not. */
  public Optional<Item> byHandle(String handle) {
    return evenWithdrawn(handle).filter(item -> !item.withdrawn());
  }

  /** The item under a handle, also one that is no longer offered. */
  public Optional<Item> evenWithdrawn(String handle) {
    return query.list("select * from items where handle = ?", this::read, handle).stream()
        .findFirst();
  }

  /**
   * The id of the title in a handle, without looking anything up.
   *
   * @return what stands before the first slash; the whole text where there is none
   */
  public static String titleOf(String handle) {
    int slash = handle.indexOf('/');
    return slash < 0 ? handle : handle.substring(0, slash);
  }

  /** Items of a title by handle, after the last handle seen (empty at the beginning). */
  public List<Entry> ofTitle(String titleId, String after, int most) {
    return entries("title_id = ? and handle > ? order by handle limit ?", titleId, after, most);
  }

  /** An item as site maps name it. */
  public record Address(String handle, Instant changedAt) {}

  /** Items by handle from this one on. */
  public List<Address> from(String handle, int most) {
    return addresses("handle >= ?", handle, most);
  }

  /** Items by handle after this one. */
  public List<Address> after(String handle, int most) {
    return addresses("handle > ?", handle, most);
  }

  private List<Address> addresses(String where, String handle, int most) {
    return query.list(
        "select handle, changed_at from items where not withdrawn and "
            + where
            + " order by handle limit ?",
        row -> new Address(row.getString("handle"), changedAt(row)),
        handle,
        most);
  }

  /** Items whose handle begins with a text or whose title holds it, the nearest first. */
  public List<Entry> search(String text, int most) {
    String words = text.strip();
    if (words.isEmpty()) {
      return List.of();
    }
    String escaped = words.replaceAll("([\\\\%_])", "\\\\$1");
    return query.list(
        "select handle, name, citation from (select * from items where not withdrawn"
            + " and (handle like ? or name ilike ?) limit "
            + CANDIDATES
            + ") found order by (handle = ?) desc, similarity(name, ?) desc, handle limit ?",
        Items::entry,
        escaped.toLowerCase(Locale.ROOT) + "%",
        "%" + escaped + "%",
        words,
        words,
        most);
  }

  private List<Entry> entries(String condition, Object... values) {
    return query.list(
        "select handle, name, citation from items where not withdrawn and " + condition,
        Items::entry,
        values);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getString("handle"), row.getString("name"), row.getString("citation"));
  }

  private Item read(ResultSet row) throws SQLException {
    return new Item(
        row.getString("handle"),
        row.getString("title_id"),
        row.getString("name"),
        Creators.read(row.getString("creators")),
        date(row.getString("date")),
        row.getObject("year", Integer.class),
        row.getString("citation"),
        row.getString("volume"),
        row.getString("issue"),
        row.getString("doi"),
        row.getString("data_type"),
        row.getString("segment_of"),
        Query.texts(row, "page_ids"),
        row.getObject("pages", Integer.class),
        row.getString("first_page_text"),
        Item.Held.valueOf(row.getString("held").toUpperCase(Locale.ROOT)),
        row.getBoolean("withdrawn"),
        changedAt(row));
  }

  private static @Nullable PartialDate date(@Nullable String value) {
    return value == null ? null : new PartialDate(value);
  }

  static Instant changedAt(ResultSet row) throws SQLException {
    return row.getObject("changed_at", OffsetDateTime.class).toInstant();
  }
}
