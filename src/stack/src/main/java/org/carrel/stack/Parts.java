package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.carrel.stack.mail.MailCatcher;

/** How each part of the system is started; what must be up before it is the caller's business. */
final class Parts {
  private final Path root;
  private final Path state;
  private final Addresses at;
  private final Settings settings;
  private final Records records;
  private final Consumer<String> lost;

  /**
   * @param state folder of all data and logs
   * @param lost told the name of a program that ends by itself
   */
  Parts(
      Path root,
      Path state,
      Addresses at,
      Settings settings,
      Records records,
      Consumer<String> lost) {
    this.root = root;
    this.state = state;
    this.at = at;
    this.settings = settings;
    this.records = records;
    this.lost = lost;
  }

  PostgreSql postgres() {
    return PostgreSql.at(state.resolve("data"), at.postgres(), log("postgresql"), records);
  }

  Keycloak keycloak() {
    return new Keycloak(root, state.resolve("keycloak"), at, settings);
  }

  Program keycloak(Keycloak prepared) {
    return prepared.start(log("keycloak"), records);
  }

  /** The mail catcher, from this program's own class path. */
  Program mail() {
    List<String> command =
        new ArrayList<>(List.of(Program.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            MailCatcher.class.getName(),
            Integer.toString(at.smtp()),
            Integer.toString(at.mailPage())));
    return new Launch("mail catcher", command, root, log("mail"), Set.of(200))
        .records(records)
        .whenEnded(() -> lost.accept("the mail catcher"))
        .ready(URI.create(at.mailUrl() + "/api/messages"))
        .start();
  }

  Program sim() {
    return quarkus("stripe-sim", settings.sim(), "stripe-sim");
  }

  Program service() {
    return quarkus("service", settings.service(), "service");
  }

  Program docserver() {
    return quarkus("docserver", settings.docserver(), "docserver");
  }

  /** One more process of the service, at a port of its own, with the same public address. */
  Program serviceAt(int port, Map<String, String> instead) {
    Map<String, String> env = settings.service();
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    env.putAll(instead);
    return quarkus("service", env, "service-" + port);
  }

  /** One more process of the document server, at a port of its own, with the same address. */
  Program docserverAt(int port) {
    Map<String, String> env = settings.docserver();
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    env.put("CARREL_DOCSERVER_NAME", "docserver-" + port);
    env.put("CARREL_DOCSERVER_STATE", state.resolve("docserver-" + port).toString());
    env.put("CARREL_DOCSERVER_CACHE", state.resolve("pages-" + port).toString());
    return quarkus("docserver", env, "docserver-" + port);
  }

  /** Whether the demo's documents are missing or older than what they are made from. */
  boolean needsIngest() {
    Path done = state.resolve("library.done");
    long newest = Build.newestIn(root.resolve("config/demo"));
    return !Files.isDirectory(settings.library()) || newest > done.toFile().lastModified();
  }

  /** Makes the demo's documents where they are missing or their sources have changed. */
  void ingest() {
    Path app = Root.module("docserver").resolve("target/quarkus-app");
    Path library = settings.library();
    Path list = root.resolve("config/demo/documents.tsv");
    try {
      Files.createDirectories(library.getParent());
      Path log = log("ingest");
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(
                  Program.java(),
                  "-jar",
                  app.resolve("quarkus-run.jar").toString(),
                  "ingest",
                  list.toString(),
                  library.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      records.add(Records.Entry.mine("ingest", process.toHandle(), null));
      boolean ended = Stopping.ended(process.toHandle(), Duration.ofMinutes(5));
      records.remove(process.pid());
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("the documents cannot be made, " + Tail.of(log, 10));
      }
      Files.writeString(state.resolve("library.done"), "");
    } catch (IOException e) {
      throw new UncheckedIOException("the documents cannot be made", e);
    }
  }

  private Program quarkus(String module, Map<String, String> env, String log) {
    return Program.quarkus(module, env)
        .log(log(log))
        .records(records)
        .whenEnded(() -> lost.accept(module))
        .start();
  }

  private Path log(String name) {
    return state.resolve("logs").resolve(name + ".log");
  }
}
