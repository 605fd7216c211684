package org.carrel.catalog;

import java.util.List;

/** One of the three files: how a line becomes a row, and how the rows become the catalogue. */
interface Kind {
  /** Name of the file, and after {@code staged_} of the table that its rows wait in. */
  String name();

  /** Statements that make the waiting table; its columns {@code line} and those of {@link #row}. */
  List<String> stage();

  /** The columns that {@link #row} fills, in its order. */
  List<String> columns();

  /** The values of a line; errors are said to {@code fields}. */
  List<Object> row(Fields fields);

  /** What only the rows together can show. */
  List<Check> checks();

  /** Moves the waiting rows into the catalogue; the first statement counts: added, changed. */
  List<String> merge();

  /**
   * A rule over all waiting rows.
   *
   * @param sql finds the breaches: line and offending value, by line
   * @param message says what is wrong, {@code %s} is the value
   */
  record Check(String sql, String message) {}

  /** Each value of a column once. */
  static Check once(String table, String column) {
    return new Check(
        "select line, value from (select line, %2$s::text as value, row_number() over (partition by"
                .formatted(table, column)
            + " %2$s order by line) as nth from staged_%1$s) numbered where nth > 1 order by line"
                .formatted(table, column),
        column + " %s stands in an earlier line already");
  }

  /** Each value of a column names a row of the catalogue, old or waiting. */
  static Check known(String table, String column, String other, String otherColumn) {
    return new Check(
        ("select line, s.%2$s::text from staged_%1$s s where s.%2$s is not null and not exists"
                + " (select from staged_%3$s o where o.%4$s = s.%2$s) and not exists (select from"
                + " %3$s o where o.%4$s = s.%2$s) order by line")
            .formatted(table, column, other, otherColumn),
        column + " names %s, which is not in " + other + ".jsonl");
  }
}
