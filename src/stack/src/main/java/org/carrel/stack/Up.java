package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ./carrel up}: builds what is stale, starts everything, and stops it on Ctrl-C. */
public final class Up {
  private static final List<String> KEPT = List.of("run", "logs", "launcher", "up.lock", "up.pid");

  /** What Flyway says when the tables are not those of this version's migrations. */
  private static final String OTHER_TABLES = "Migrations have failed validation";

  private final Options options;
  private final Path root = Root.find();
  private final Path state = root.resolve(".carrel");
  private final Addresses at = Addresses.demo();
  private final Settings settings = new Settings(at, root, state, System.getenv());
  private final Records records = new Records(state.resolve("run"));
  private final Startup startup = new Startup();
  private final Progress progress = new Progress(System.out, Boolean.getBoolean("carrel.terminal"));
  private final Parts parts = new Parts(root, state, at, settings, records, this::lost);

  /** Referred to as long as this program runs: the lock goes when nobody refers to it. */
  private @Nullable Hold hold;

  private volatile boolean starting;
  private volatile boolean stopping;

  private Up(Options options) {
    this.options = options;
  }

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    long began = System.nanoTime();
    try {
      Up up = new Up(Options.of(List.of(args)));
      Runtime.getRuntime().addShutdownHook(new Thread(up::stop, "stop everything"));
      up.start();
      System.out.println(new Welcome(up.at, up.settings, up.options).text(seconds(began)));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(64);
    } catch (RuntimeException e) {
      System.err.println(sentence(e));
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String sentence(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof Refusal) {
      return message;
    }
    if (message.contains(OTHER_TABLES)) {
      return "The data in .carrel were made by another version of Carrel: ./carrel up --fresh begins"
          + " with empty data.";
    }
    return "Carrel did not start: " + message;
  }

  private void start() {
    hold = Hold.of(state);
    List<String> left = records.sweep();
    if (!left.isEmpty()) {
      System.out.println("Stopped what an earlier run had left: " + String.join(", ", left));
    }
    if (options.fresh()) {
      empty();
    }
    Checks.room(List.of(state, Cache.folder()));
    Checks.ports(Checks.wanted(at, options, settings));
    rotateLogs();
    starting = true;
    System.out.println("Carrel starts; logs are in " + state.resolve("logs"));
    try (progress) {
      plan();
      startup.await();
    }
  }

  /** What waits for what. */
  private void plan() {
    CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> built = build();
    CompletableFuture<Void> data = ready;
    if (options.with("postgresql") && !settings.ownPostgres()) {
      data = part("PostgreSQL", List.of(), line -> startup.opened(parts.postgres()));
    }
    if (options.with("keycloak") && !settings.ownKeycloak()) {
      part("Keycloak", List.of(), this::keycloak);
    }
    if (options.with("mail") && !settings.ownMail()) {
      part("mail catcher", List.of(), line -> startup.opened(parts.mail()));
    }
    if (options.with("stripe-sim") && !settings.ownStripe()) {
      part("stripe-sim", List.of(built), line -> startup.opened(parts.sim()));
    }
    if (options.with("service")) {
      part("service", List.of(built, data), line -> startup.opened(parts.service()));
    }
    CompletableFuture<Void> documents = built;
    if (parts.needsIngest()) {
      documents = part("documents", List.of(built), line -> parts.ingest());
    }
    if (options.with("docserver")) {
      part("docserver", List.of(documents), line -> startup.opened(parts.docserver()));
    }
  }

  /** A step that tells how it goes. */
  private interface Work {
    void run(Progress.Line line) throws Exception;
  }

  private CompletableFuture<Void> part(
      String name, List<CompletableFuture<Void>> before, Work work) {
    return startup.after(
        before,
        () -> {
          Progress.Line line = progress.line(name);
          line.doing("starting");
          try {
            work.run(line);
          } catch (Exception e) {
            line.failed();
            throw e;
          }
          line.done("ready");
        });
  }

  private CompletableFuture<Void> build() {
    Build build = new Build(root, state, records);
    List<String> stale =
        build.stale(Stream.of("stripe-sim", "service", "docserver").filter(this::builds).toList());
    if (stale.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return startup.now(
        () -> {
          Progress.Line line = progress.line("build");
          line.doing(build::doing);
          try {
            build.run(stale);
          } catch (RuntimeException e) {
            line.failed();
            throw e;
          }
          line.done(String.join(", ", stale) + " packaged");
        });
  }

  /** The document server's package also makes the documents, for whoever runs it. */
  private boolean builds(String module) {
    if (module.equals("docserver") && parts.needsIngest()) {
      return true;
    }
    return options.with(module) && !(module.equals("stripe-sim") && settings.ownStripe());
  }

  private void keycloak(Progress.Line line) throws Exception {
    line.doing("the first time takes a minute: unpacking, importing the realm");
    Keycloak keycloak = parts.keycloak();
    boolean dropped = keycloak.prepare();
    line.doing(dropped ? "starting with the changed realm; own accounts are gone" : "starting");
    startup.opened(parts.keycloak(keycloak));
  }

  private void stop() {
    stopping = true;
    progress.close();
    if (starting) {
      System.out.println("\nStopping…");
    }
    startup.close();
    if (hold != null) {
      hold.close();
    }
    if (starting) {
      System.out.println("Everything has stopped.");
    }
  }

  private void lost(String name) {
    if (stopping) {
      return;
    }
    System.err.println(name + " has ended by itself; its log in .carrel/logs says why.");
  }

  private void empty() {
    try (Stream<Path> entries = Files.list(state)) {
      for (Path entry : entries.toList()) {
        if (!KEPT.contains(entry.getFileName().toString())) {
          if (Files.isDirectory(entry)) {
            Cache.delete(entry);
          } else {
            Files.delete(entry);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the data in " + state + " cannot be emptied", e);
    }
  }

  /** Each run has logs of its own; the last run's are kept beside them. */
  private void rotateLogs() {
    Path logs = state.resolve("logs");
    try {
      Path before = state.resolve("logs-before");
      if (Files.exists(logs)) {
        Cache.delete(before);
        Files.move(logs, before);
      }
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long seconds(long began) {
    return (System.nanoTime() - began) / 1_000_000_000L;
  }
}
