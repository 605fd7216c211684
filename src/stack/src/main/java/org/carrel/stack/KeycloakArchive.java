package org.carrel.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keycloak's classes as the JVM keeps them in memory (a CDS archive), made by the run that imports
 * the realms: later starts take a quarter less processor time. It fits one JVM only; another one
 * starts without it.
 */
final class KeycloakArchive {
  private KeycloakArchive() {}

  /** JVM options for a start that uses the archive, if there is one. */
  static List<String> use() {
    List<String> options = quick();
    if (Files.exists(file())) {
      options.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"));
      options.add("-XX:SharedArchiveFile=" + file());
    }
    return options;
  }

  /** JVM options for a run at whose end the archive is written. */
  static List<String> make() {
    List<String> options = quick();
    options.add("-XX:ArchiveClassesAtExit=" + part());
    return options;
  }

  /** Puts the archive that such a run has written in its place; a part of one never counts. */
  static void complete() throws IOException {
    if (Files.exists(part())) {
      Files.move(part(), file(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** JVM options for a program that runs shortly on a small machine. */
  static List<String> quick() {
    return new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  }

  private static Path file() {
    String jvm = System.getProperty("java.vm.vendor") + System.getProperty("java.vm.version");
    return Cache.folder()
        .resolve(KeycloakBinaries.name() + "-" + Integer.toHexString(jvm.hashCode()) + ".jsa");
  }

  private static Path part() {
    return file().resolveSibling(file().getFileName() + ".part");
  }
}
