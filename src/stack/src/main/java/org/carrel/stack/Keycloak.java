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
import java.util.stream.Stream;

/**
 * Keycloak with the realms of {@code config/keycloak}. The realms are imported once into a template
 * in the cache; every instance begins as a copy of it, with its own addresses put in.
 */
final class Keycloak {
  static final String NAME = "Keycloak";
  private static final String REALMS = "config/keycloak";
  private static final String FINGERPRINT = "realms.fingerprint";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path root;
  private final Path home;
  private final Addresses at;
  private final Settings settings;

  /**
   * @param home folder of this instance, made where it is missing
   */
  Keycloak(Path root, Path home, Addresses at, Settings settings) {
    this.root = root;
    this.home = home.toAbsolutePath();
    this.at = at;
    this.settings = settings;
  }

  /**
   * Fills this instance's folder: unpacks Keycloak and imports the realms where that was never
   * done, which takes a minute, and otherwise copies.
   *
   * @return whether accounts made by hand were dropped because a realm file has changed
   */
  boolean prepare() {
    List<Path> realms = realms();
    String fingerprint = KeycloakBinaries.fingerprint(realms);
    Path binaries = KeycloakBinaries.home();
    try {
      Path mark = home.resolve(FINGERPRINT);
      boolean old = Files.exists(mark);
      if (old && Files.readString(mark).equals(fingerprint)) {
        return false;
      }
      Cache.delete(home);
      frame(home, binaries);
      fill(realms, fingerprint);
      Files.writeString(mark, fingerprint);
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak's folder " + home + " cannot be made", e);
    }
  }

  /** Starts this instance and waits for its realm. */
  Program start(Path log, Records records) {
    Program program =
        launch(home, at.keycloak(), KeycloakArchive.use(), List.of())
            .log(log)
            .records(records)
            .ready(URI.create(at.realmUrl() + "/.well-known/openid-configuration"))
            .start();
    if (!at.equals(Addresses.demo())) {
      new RealmAddresses(at).put();
    }
    return program;
  }

  private void fill(List<Path> realms, String fingerprint) throws IOException {
    Path template =
        Cache.once(
            Cache.folder(),
            KeycloakBinaries.name() + "-realms-" + fingerprint,
            folder -> importInto(folder, realms, settings.realm()));
    copy(template.resolve("data/h2"), home.resolve("data/h2"));
  }

  /** Runs Keycloak once with an empty database, so that it makes its tables and the realms. */
  private static void importInto(Path folder, List<Path> realms, Map<String, String> env)
      throws IOException {
    frame(folder, KeycloakBinaries.home());
    Path imports = Files.createDirectories(folder.resolve("data/import"));
    for (Path realm : realms) {
      Files.copy(realm, imports.resolve(realm.getFileName()));
    }
    int port = Ports.free();
    Program program =
        launch(folder, port, KeycloakArchive.make(), List.of("--import-realm"))
            .env(env)
            .log(folder.resolve("import.log"))
            .ready(URI.create("http://localhost:" + port + "/realms/carrel"))
            .patience(PATIENCE)
            .start();
    program.close(Duration.ofMinutes(2)); // the JVM writes its class archive as it ends
    KeycloakArchive.complete();
  }

  private static Launch launch(Path home, int port, List<String> jvm, List<String> more) {
    List<String> command = KeycloakBinaries.command(KeycloakBinaries.home(), home, jvm);
    command.addAll(
        List.of(
            "start",
            "--optimized",
            "--cache=local",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname=http://localhost:" + port));
    command.addAll(more);
    return new Launch(NAME, command, home, home.resolve("log"), Set.of(200))
        .env("KC_BOOTSTRAP_ADMIN_USERNAME", RealmAddresses.ADMIN)
        .env("KC_BOOTSTRAP_ADMIN_PASSWORD", RealmAddresses.PASSWORD)
        .patience(PATIENCE);
  }

  /** A folder that looks like the distribution and has data of its own. */
  private static void frame(Path folder, Path binaries) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    for (String part : List.of("lib", "conf", "providers", "themes")) {
      Files.createSymbolicLink(folder.resolve(part), binaries.resolve(part));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private List<Path> realms() {
    try (Stream<Path> files = Files.list(root.resolve(REALMS))) {
      List<Path> found =
          new ArrayList<>(
              files.filter(f -> f.toString().endsWith("-realm.json")).sorted().toList());
      if (found.isEmpty()) {
        throw new IllegalStateException("there is no realm file in " + root.resolve(REALMS));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
