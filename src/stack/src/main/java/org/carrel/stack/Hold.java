package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That this program, and no other, runs the system in a folder; goes with the program. */
final class Hold implements AutoCloseable {
  private final FileChannel lock;

  private Hold(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * @throws Refusal if another program holds the folder
   */
  static Hold of(Path state) {
    Path pid = state.resolve("up.pid");
    try {
      Files.createDirectories(state);
      FileChannel lock =
          FileChannel.open(
              state.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        String who = Files.exists(pid) ? " (process " + Files.readString(pid).strip() + ")" : "";
        throw new Refusal("Carrel is already running here" + who + ": stop it with Ctrl-C first.");
      }
      Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
      return new Hold(lock);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + state + " cannot be used", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
