package org.carrel.testing;

import java.util.Map;
import org.carrel.stack.PostgreSql;
import org.jspecify.annotations.Nullable;

/** A fresh PostgreSQL for one run. */
final class TestDatabase {
  private @Nullable PostgreSql server;

  Map<String, String> start() {
    server = PostgreSql.throwaway();
    return Map.of(
        "quarkus.datasource.jdbc.url", server.jdbcUrl(),
        "quarkus.datasource.username", server.user(),
        "quarkus.datasource.password", server.password());
  }

  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
