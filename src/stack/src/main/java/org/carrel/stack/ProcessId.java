package org.carrel.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process named so that no later one can be taken for it: its number and the time it started.
 *
 * @param pid the number, which the system gives to another process some day
 * @param start when it started: on Linux the boot and the kernel's ticks since then, which no clock
 *     change touches; elsewhere milliseconds
 */
record ProcessId(long pid, String start) {

  static ProcessId of(ProcessHandle handle) {
    return new ProcessId(handle.pid(), start(handle).orElse("unknown"));
  }

  static ProcessId current() {
    return of(ProcessHandle.current());
  }

  /** The process itself, if it still runs; never another that was given its number. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> start(handle).filter(start::equals).isPresent());
  }

  private static Optional<String> start(ProcessHandle handle) {
    Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
    if (Files.exists(Path.of("/proc/self/stat"))) {
      try {
        String line = Files.readString(stat);
        // the name in parentheses may hold anything, so fields are counted behind the last one
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return dead ? Optional.empty() : Optional.of(Boot.ID + "/" + fields[19]);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return handle.info().startInstant().map(at -> Long.toString(at.toEpochMilli()));
  }

  private static final class Boot {
    static final String ID = read();

    private static String read() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      } catch (IOException e) {
        return "boot";
      }
    }
  }
}
