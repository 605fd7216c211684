package org.carrel.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the Maven artifact for this machine. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** Where PostgreSQL for this machine is unpacked: the folder that holds {@code bin}. */
  static Path home(Account account) {
    String resource = "postgres-" + system() + "-" + processor() + ".txz";
    URL archive = PostgresBinaries.class.getClassLoader().getResource(resource);
    if (archive == null) {
      throw new IllegalStateException(
          "there is no PostgreSQL for this machine ("
              + resource
              + "): set QUARKUS_DATASOURCE_JDBC_URL to one of your own");
    }
    Path base = base(account);
    try {
      long size = archive.openConnection().getContentLengthLong();
      String name = "postgres-" + system() + "-" + processor() + "-" + size;
      return Cache.once(base, name, folder -> unpack(archive, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody cannot reach root's own cache, so its programs lie in the machine's. */
  static Path base(Account account) {
    return account == Account.NOBODY ? Path.of("/var/cache/carrel") : Cache.folder();
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
  }

  private static String processor() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (InputStream raw = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, folder);
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("an archive entry leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if ((entry.getMode() & 0111) != 0 && !target.toFile().setExecutable(true, false)) {
        throw new IOException("cannot be made executable: " + target);
      }
    }
  }
}
