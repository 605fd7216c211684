package org.carrel.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.carrel.stack.PostgreSql;

/** The database of one run: empty, thrown away at the end; reached past Quarkus too. */
public final class TestDatabase {
  private static final String PROPERTY = "carrel.test.jdbc-url";
  private static final String USER = "carrel.test.jdbc-user";
  private static final String PASSWORD = "carrel.test.jdbc-password";

  private final PostgreSql server = PostgreSql.throwaway();

  TestDatabase() {}

  /** The settings of the service under test; kept as system properties for other class loaders. */
  Map<String, String> settings() {
    System.setProperty(PROPERTY, server.jdbcUrl());
    System.setProperty(USER, server.user());
    System.setProperty(PASSWORD, server.password());
    return Map.of(
        "quarkus.datasource.jdbc.url", server.jdbcUrl(),
        "quarkus.datasource.username", server.user(),
        "quarkus.datasource.password", server.password());
  }

  /** A connection of a test's own, outside every transaction of the service. */
  public static Connection connect() {
    try {
      return DriverManager.getConnection(
          System.getProperty(PROPERTY), System.getProperty(USER), System.getProperty(PASSWORD));
    } catch (SQLException e) {
      throw new IllegalStateException("the test database cannot be reached", e);
    }
  }

  void stop() {
    server.close();
  }
}
