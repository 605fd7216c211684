package org.carrel.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's distribution: fetched by the build into {@code src/stack/target/dist}, unpacked and
 * configured once per user, outside every build folder.
 */
final class KeycloakBinaries {
  private static final List<String> BUILD_OPTIONS =
      List.of("build", "--db=dev-file", "--health-enabled=false", "--metrics-enabled=false");

  private KeycloakBinaries() {}

  /** The unpacked distribution, ready for {@code start --optimized}; takes half a minute once. */
  static Path home() {
    String version = version();
    return Cache.once(
        Cache.folder(),
        name(),
        folder -> {
          unpack(archive(version), folder);
          build(folder);
        });
  }

  /** Keycloak and its version. */
  static String name() {
    return "keycloak-" + version();
  }

  /** A short name for the contents of files, for caches that follow them. */
  static String fingerprint(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The command that runs Keycloak, up to its own arguments.
   *
   * @param binaries the unpacked distribution; always the same path, else its class archive does
   *     not fit
   * @param home the folder of the instance's own files
   */
  static List<String> command(Path binaries, Path home, List<String> jvm) {
    List<String> command = new ArrayList<>(List.of(Program.java()));
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx512m",
            "-Dkc.home.dir=" + home,
            "-Dfile.encoding=UTF-8",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            binaries.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    return command;
  }

  private static Path archive(String version) {
    String name = "keycloak-quarkus-dist-" + version + ".zip";
    Path file = Root.module("stack").resolve("target/dist").resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "Keycloak is not there: run ./mvnw -pl src/stack -am -DskipTests package");
    }
    return file;
  }

  private static String version() {
    try (InputStream in = KeycloakBinaries.class.getResourceAsStream("versions.properties")) {
      Properties versions = new Properties();
      versions.load(in);
      return versions.getProperty("keycloak");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks without the archive's own top folder. */
  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream raw = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(raw)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("an archive entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  private static void build(Path home) throws IOException {
    List<String> command = command(home, home, KeycloakArchive.quick());
    command.addAll(BUILD_OPTIONS);
    Shell.must(command);
  }
}
