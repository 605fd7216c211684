package org.carrel.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one's own, from the binaries in Maven's repository: kept data for {@code
 * ./carrel up}, throw-away data for tests. It listens on 127.0.0.1 only and ends with this JVM; one
 * that a killed JVM left running is ended by the next start.
 */
public final class PostgreSql implements AutoCloseable {
  static final String NAME = "PostgreSQL";
  private static final String USER = "carrel";
  private static final String PASSWORD = "demo-carrel";
  private static final String DATABASE = "carrel";
  private static final long PATIENCE_MILLIS = 60_000;

  private final Cluster cluster;
  private final int port;
  private final Process process;
  private final @Nullable Path scratch;
  private final Records records;
  private final Thread atExit = new Thread(this::end, "stop PostgreSQL");
  private boolean ended;

  private PostgreSql(
      Cluster cluster, int port, Process process, @Nullable Path scratch, Records records) {
    this.cluster = cluster;
    this.port = port;
    this.process = process;
    this.scratch = scratch;
    this.records = records;
  }

  /** A server with an empty database {@code carrel}, gone without trace when it is closed. */
  public static PostgreSql throwaway() {
    Records records = Records.ofUser();
    records.sweep();
    try {
      Path scratch = Files.createTempDirectory("carrel-pg-");
      Account.current().own(scratch);
      Cluster cluster = Cluster.open(scratch.resolve("data"), scratch.resolve("log"));
      // a cluster that dies with its test need not survive a power cut
      List<String> fast =
          List.of(
              "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=2GB");
      return start(cluster, Ports.free(), fast, scratch, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A server whose data stay in a folder, made where it is missing; what a killed starter left
   * running there is ended first.
   *
   * @throws IllegalStateException if another running program holds the data, or the port is taken
   */
  public static PostgreSql at(Path data, int port) {
    Path log = data.toAbsolutePath().resolveSibling(data.getFileName() + ".log");
    return at(data, port, log, Records.ofUser());
  }

  static PostgreSql at(Path data, int port, Path log, Records records) {
    try {
      return start(Cluster.open(data, log), port, List.of(), null, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /** The URL of the database {@code carrel}. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** The URL of another database of this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection to the database {@code carrel}. */
  public Connection connect() throws SQLException {
    return connect(DATABASE);
  }

  /** A connection to another database of this server. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
  }

  /**
   * Makes an empty database beside the others, so that several suites may share one server.
   *
   * @param name lower-case letters, digits and underscores
   * @return its URL
   * @throws IllegalStateException if there is one of that name
   */
  public String createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("database " + name + " cannot be made", e);
    }
    return jdbcUrl(name);
  }

  /** The process, for tests that kill it. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending: the hook runs already and finds the work done
    }
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    Postmaster.stop(process.toHandle());
    records.remove(process.pid());
    cluster.close();
    if (scratch != null) {
      try {
        Cache.delete(scratch);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static PostgreSql start(
      Cluster cluster, int port, List<String> settings, @Nullable Path scratch, Records records)
      throws IOException {
    try {
      boolean fresh = cluster.prepare(USER, PASSWORD);
      Process process = launch(cluster, port, settings);
      records.add(Records.Entry.mine(NAME, process.toHandle(), scratch));
      PostgreSql server = new PostgreSql(cluster, port, process, scratch, records);
      try {
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.await();
        if (fresh) {
          server.createDatabase(DATABASE);
          cluster.complete();
        }
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      return server;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Process launch(Cluster cluster, int port, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(cluster.program("postgres"));
    command.addAll(List.of("-D", cluster.data().toString(), "-p", Integer.toString(port)));
    command.addAll(List.of("-h", "127.0.0.1", "-k", "", "-c", "max_connections=200"));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    return new ProcessBuilder(Account.current().command(command))
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
        .start();
  }

  private void await() throws IOException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!Postmaster.ready(cluster.data())) {
      if (!process.isAlive() || System.currentTimeMillis() > end) {
        throw new IllegalStateException(
            "PostgreSQL did not start on port " + port + ": " + Tail.of(cluster.log(), 10));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while PostgreSQL starts", e);
      }
    }
  }
}
