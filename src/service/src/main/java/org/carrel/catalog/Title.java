package org.carrel.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A work that contains items: a journal, a report series, a book.
 *
 * @param id lower-case letters and digits, parts joined by dots or hyphens; items' handles begin
 *     with it
 * @param name its name
 * @param publisher who published it
 * @param dataType COUNTER 5.1 Data_Type of a title
 * @param publicationType {@code serial} or {@code monograph}, as in KBART
 * @param printIssn ISSN in print, {@code 1234-567X}
 * @param onlineIssn ISSN online
 * @param isbn 10 or 13 digits without hyphens
 * @param coverage what of it is held
 * @param parentId id of the title that it is a part of
 * @param precedingId id of the title that it continues
 */
public record Title(
    String id,
    String name,
    String publisher,
    String dataType,
    String publicationType,
    @Nullable String printIssn,
    @Nullable String onlineIssn,
    @Nullable String isbn,
    Coverage coverage,
    @Nullable String parentId,
    @Nullable String precedingId) {

  /**
   * What of a title is held.
   *
   * @param depth {@code fulltext}, {@code selected articles} or {@code abstracts}, as in KBART
   * @param notes in words, where that does not say it
   * @param first the first issue held
   * @param last the last issue held; none while the title goes on
   */
  public record Coverage(
      String depth, @Nullable String notes, @Nullable Issue first, @Nullable Issue last) {}

  /** An issue of a serial: its date, volume and number, as far as they are known. */
  public record Issue(
      @Nullable PartialDate date, @Nullable String volume, @Nullable String issue) {}

  /** The years held, as people write them: {@code 1931 to 1999}; empty where they are not known. */
  public String years() {
    Issue first = coverage.first();
    if (first == null || first.date() == null) {
      return "";
    }
    Issue last = coverage.last();
    String end = last == null || last.date() == null ? "today" : "" + last.date().year();
    String start = "" + first.date().year();
    return start.equals(end) ? start : start + " to " + end;
  }
}
