package org.carrel.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Ids;

/**
 * A fresh database for one run. {@code CARREL_TEST_POSTGRES} names an own PostgreSQL by the JDBC
 * URL of a database whose user may create others.
 */
final class TestDatabase {
  private final String server =
      Optional.ofNullable(System.getenv("CARREL_TEST_POSTGRES"))
          .orElseThrow(() -> new IllegalStateException("CARREL_TEST_POSTGRES is not set"));
  private final String name = "carrel_" + Ids.random().replace('-', 'x').toLowerCase();

  Map<String, String> start() {
    run("CREATE DATABASE \"" + name + "\"");
    return Map.of(
        "quarkus.datasource.jdbc.url", server.replaceFirst("/[^/]*$", "/" + name),
        "quarkus.datasource.username", "postgres",
        "quarkus.datasource.password", "postgres");
  }

  void stop() {
    run("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
  }

  private void run(String sql) {
    try (Connection connection = DriverManager.getConnection(server, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the test database answered: " + e.getMessage(), e);
    }
  }
}
