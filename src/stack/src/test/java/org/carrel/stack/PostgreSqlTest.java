package org.carrel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgreSqlTest {
  @Test
  void a_throwaway_server_serves_several_databases_and_leaves_nothing() throws Exception {
    ProcessHandle process;
    try (PostgreSql server = PostgreSql.throwaway()) {
      process = server.process();
      String url = server.createDatabase("other_suite");
      assertThat(one(server.jdbcUrl(), "SELECT current_database()")).isEqualTo("carrel");
      assertThat(one(url, "SELECT current_database()")).isEqualTo("other_suite");
      assertThatThrownBy(() -> server.createDatabase("x; DROP DATABASE carrel"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void data_are_kept_and_a_server_whose_starter_was_killed_is_replaced(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    int port = Ports.free();
    Process holder = holder(data, port);
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("ready");
      run(port, "CREATE TABLE kept (word text)");
      run(port, "INSERT INTO kept VALUES ('still here')");
      assertThatThrownBy(() -> PostgreSql.at(data, Ports.free()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another running program uses the data");
    } finally {
      holder.destroyForcibly();
      assertThat(Stopping.ended(holder.toHandle(), Duration.ofSeconds(10))).isTrue();
    }
    assertThat(one("jdbc:postgresql://127.0.0.1:" + port + "/carrel", "SELECT 1")).isEqualTo("1");

    try (PostgreSql server = PostgreSql.at(data, port)) {
      assertThat(one(server.jdbcUrl(), "SELECT word FROM kept")).isEqualTo("still here");
    }
    assertThatThrownBy(() -> run(port, "SELECT 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void a_cluster_whose_making_was_cut_off_is_made_again(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    try (PostgreSql server = PostgreSql.at(data, Ports.free())) {
      assertThat(one(server.jdbcUrl(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void a_file_that_names_a_foreign_process_neither_stops_it_nor_the_start(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    PostgreSql.at(data, Ports.free()).close();
    Process foreign = new ProcessBuilder("sleep", "60").start();
    try {
      List<String> lines =
          List.of(
              Long.toString(foreign.pid()),
              data.toString(),
              Long.toString(System.currentTimeMillis() / 1000),
              "5433");
      Files.write(data.resolve("postmaster.pid"), lines);
      try (PostgreSql server = PostgreSql.at(data, Ports.free())) {
        assertThat(one(server.jdbcUrl(), "SELECT 1")).isEqualTo("1");
      }
      assertThat(foreign.isAlive()).isTrue();
    } finally {
      foreign.destroyForcibly();
    }
  }

  /** A JVM of its own that starts the server and waits, to be killed. */
  private static Process holder(Path data, int port) throws Exception {
    return new ProcessBuilder(
            Program.java(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            data.toString(),
            Integer.toString(port))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The program to be killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      PostgreSql.at(Path.of(args[0]), Integer.parseInt(args[1]));
      System.out.println("ready");
      Thread.sleep(Duration.ofMinutes(2).toMillis());
    }
  }

  private static void run(int port, String sql) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/carrel";
    try (Connection connection = DriverManager.getConnection(url, "carrel", "demo-carrel");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "carrel", "demo-carrel");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
