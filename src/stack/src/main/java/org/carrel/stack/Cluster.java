package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The data folder of a PostgreSQL server, held by one running program at a time: the lock beside it
 * goes with the program, however it ends.
 */
final class Cluster implements AutoCloseable {
  private static final String COMPLETE = "carrel-complete";
  private final Path home;
  private final Path data;
  private final Path log;
  private final FileChannel lock;

  private Cluster(Path home, Path data, Path log, FileChannel lock) {
    this.home = home;
    this.data = data;
    this.log = log;
    this.lock = lock;
  }

  /**
   * Takes hold of a data folder.
   *
   * @throws IllegalStateException if another running program holds it
   */
  static Cluster open(Path wanted, Path log) throws IOException {
    Account account = Account.current();
    Path home = PostgresBinaries.home(account);
    Path data = place(wanted.toAbsolutePath().normalize(), account);
    Files.createDirectories(data.getParent());
    Files.createDirectories(log.toAbsolutePath().getParent());
    FileChannel lock =
        FileChannel.open(
            data.resolveSibling(data.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!taken(lock)) {
      lock.close();
      throw new IllegalStateException("another running program uses the data in " + data);
    }
    return new Cluster(home, data, log, lock);
  }

  Path data() {
    return data;
  }

  Path log() {
    return log;
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /**
   * Makes the folder ready for a start: ends a server left behind, makes a new cluster where there
   * is none or only the beginning of one.
   *
   * @return whether it is new
   */
  boolean prepare(String user, String password) throws IOException {
    if (Files.exists(data)) {
      Postmaster.stopStale(data);
    }
    if (Files.exists(data.resolve(COMPLETE))) {
      return false;
    }
    Cache.delete(data);
    Path secret = data.resolveSibling(data.getFileName() + ".password");
    Files.writeString(secret, password + "\n");
    try {
      initialize(user, secret);
    } finally {
      Files.delete(secret);
    }
    return true;
  }

  /** Says that the cluster is whole: only then is it kept. */
  void complete() throws IOException {
    Files.createFile(data.resolve(COMPLETE));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initialize(String user, Path secret) throws IOException {
    Account account = Account.current();
    Files.createDirectory(data);
    account.own(data);
    account.own(secret);
    Shell.must(
        account.command(
            List.of(
                program("initdb"),
                "--auth=scram-sha-256",
                "--username=" + user,
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "--no-instructions",
                "--pgdata=" + data)));
  }

  /** Nobody cannot reach a folder inside root's home: such data lie in the machine's cache. */
  private static Path place(Path wanted, Account account) throws IOException {
    Path parent = wanted.getParent();
    Files.createDirectories(parent);
    if (account.reaches(parent)) {
      return wanted;
    }
    String name = "data-" + Integer.toHexString(wanted.toString().hashCode());
    return PostgresBinaries.base(account).resolve(name);
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
