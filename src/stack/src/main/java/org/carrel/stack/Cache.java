package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What takes long is done once: unpacked programs, kept per user outside every build folder, in
 * {@code CARREL_CACHE}, else {@code $XDG_CACHE_HOME/carrel}, else {@code ~/.cache/carrel}.
 */
public final class Cache {
  /** A file lock holds off other JVMs only; threads of this one wait here, one lock a folder. */
  private static final Map<Path, Object> IN_THIS_JVM = new ConcurrentHashMap<>();

  private Cache() {}

  /** Fills an empty folder. */
  @FunctionalInterface
  interface Filler {
    void fill(Path empty) throws IOException;
  }

  /** The cache of this user. */
  public static Path folder() {
    String own = System.getenv("CARREL_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.toAbsolutePath().resolve("carrel");
  }

  /**
   * The folder {@code base/name}, filled once: whoever comes first fills it while others wait, in
   * this JVM and in others. A fill that was cut off leaves nothing that counts as filled.
   */
  static Path once(Path base, String name, Filler filler) {
    Path done = base.resolve(name);
    if (Files.isDirectory(done)) {
      return done;
    }
    synchronized (IN_THIS_JVM.computeIfAbsent(done, key -> new Object())) {
      try {
        Files.createDirectories(base);
        Path lockFile = base.resolve(name + ".lock");
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (!Files.isDirectory(done)) {
            Path part = base.resolve(name + ".part");
            delete(part);
            Files.createDirectory(part);
            filler.fill(part);
            Files.move(part, done, StandardCopyOption.ATOMIC_MOVE);
          }
        }
        return done;
      } catch (IOException e) {
        throw new UncheckedIOException("the cache " + done + " cannot be filled", e);
      }
    }
  }

  /** Deletes a folder and all in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes as) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
