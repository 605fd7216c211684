package org.carrel.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carrel.stack.Ports;
import org.carrel.stack.PostgreSql;
import org.carrel.stack.Program;

/**
 * A process of the service with a library of its own in a database of its own, and what it uses.
 */
final class LibraryService implements AutoCloseable {
  private static final Pattern COLLECTION = Pattern.compile("GC\\(\\d+\\).* (\\d+)M->(\\d+)M\\(");
  private static final Pattern IMPORTED =
      Pattern.compile("catalogue: (\\d+) rows added, \\d+ changed, in (\\d+) ms");

  private final GeneratedLibrary library;
  private final PostgreSql server;
  private final String database;
  private final Program program;
  private final Path collections;

  private LibraryService(
      GeneratedLibrary library,
      PostgreSql server,
      String database,
      Program program,
      Path collections) {
    this.library = library;
    this.server = server;
    this.database = database;
    this.program = program;
    this.collections = collections;
  }

  /**
   * What an import came to.
   *
   * @param rows collections, titles and items
   * @param time of the import alone, as the service logs it
   */
  record Imported(long rows, Duration time) {
    double perSecond() {
      return rows * 1000.0 / time.toMillis();
    }
  }

  /**
   * Heap in use, in MiB.
   *
   * @param most before a collection
   * @param live after one, the most
   */
  record Heap(int most, int live) {}

  /**
   * Starts the service, which imports the library before it answers.
   *
   * @param settings those of a service of a demo
   * @param database URL of an empty database of the server
   */
  static LibraryService start(
      Map<String, String> settings, GeneratedLibrary library, PostgreSql server, String database) {
    Path folder = library.folder();
    int port = Ports.free();
    Path collections = folder.resolve("gc.log");
    Path log = folder.resolve("service.log");
    delete(collections, log);
    Map<String, String> env = new HashMap<>(settings);
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    env.put("CARREL_BASE_URL", "http://localhost:" + port);
    env.put("CARREL_CATALOG_DIR", folder.toString());
    env.put("QUARKUS_DATASOURCE_JDBC_URL", database);
    env.put("QUARKUS_DATASOURCE_USERNAME", server.user());
    env.put("QUARKUS_DATASOURCE_PASSWORD", server.password());
    env.put("JAVA_TOOL_OPTIONS", "-Xlog:gc:file=" + collections);
    Program program =
        Program.quarkus("service", env).log(log).patience(Duration.ofMinutes(60)).start();
    return new LibraryService(library, server, database, program, collections);
  }

  GeneratedLibrary library() {
    return library;
  }

  String url() {
    return "http://localhost:" + program.port();
  }

  Imported imported() {
    Matcher line = IMPORTED.matcher(read(program.log()));
    if (!line.find()) {
      throw new IllegalStateException("no import in " + program.log());
    }
    return new Imported(
        Long.parseLong(line.group(1)), Duration.ofMillis(Long.parseLong(line.group(2))));
  }

  /** The heap since the process began. */
  Heap heap() {
    int most = 0;
    int live = 0;
    Matcher line = COLLECTION.matcher(read(collections));
    while (line.find()) {
      most = Math.max(most, Integer.parseInt(line.group(1)));
      live = Math.max(live, Integer.parseInt(line.group(2)));
    }
    return new Heap(most, live);
  }

  /** The most memory of the process that was resident, in MiB; -1 where the system does not say. */
  long mostResident() {
    Path status = Path.of("/proc/" + program.pid() + "/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    Matcher line = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(read(status));
    return line.find() ? Long.parseLong(line.group(1)) / 1024 : -1;
  }

  /** What the database server does by itself a minute after an import, done now. */
  void settle() {
    try (Connection connection =
            DriverManager.getConnection(database, server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be settled", e);
    }
  }

  /** Processor time of the service so far. */
  Duration processor() {
    return ProcessHandle.of(program.pid()).map(LibraryService::time).orElse(Duration.ZERO);
  }

  /** Processor time of each process of the database server so far, by its id. */
  Map<Long, Duration> serverProcessor() {
    return Stream.concat(Stream.of(server.process()), server.process().descendants())
        .collect(Collectors.toMap(ProcessHandle::pid, LibraryService::time));
  }

  /** Processor time of the server's processes since {@code before}, those that ended left out. */
  Duration serverProcessorSince(Map<Long, Duration> before) {
    ToLongFunction<Map.Entry<Long, Duration>> used =
        now -> now.getValue().minus(before.getOrDefault(now.getKey(), Duration.ZERO)).toNanos();
    return Duration.ofNanos(serverProcessor().entrySet().stream().mapToLong(used).sum());
  }

  private static Duration time(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    program.close();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path... files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
