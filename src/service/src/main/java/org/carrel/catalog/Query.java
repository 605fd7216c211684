package org.carrel.catalog;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads the catalogue: plain SQL into plain values, in the caller's transaction if there is one.
 */
@Singleton
class Query {
  private final DataSource database;

  Query(DataSource database) {
    this.database = database;
  }

  /** How one row becomes a value. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> list(String sql, Row<T> mapping, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapping.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("the catalogue cannot be read", e);
    }
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
