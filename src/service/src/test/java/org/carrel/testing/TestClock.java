package org.carrel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.carrel.clock.MovableClock;

/** The movable clock that the service under test reads. It only moves forward, for all tests. */
public final class TestClock {
  private static final String PROPERTY = "carrel.test.clock-file";

  private TestClock() {}

  /** Moves time forward for the service and every test after this one. */
  public static Instant forward(Duration by) {
    return MovableClock.open(file()).forward(by);
  }

  public static Instant now() {
    return MovableClock.open(file()).instant();
  }

  /** One file for one run; a system property, because tests have several class loaders. */
  static Path file() {
    synchronized (System.getProperties()) {
      String file = System.getProperty(PROPERTY);
      if (file == null) {
        file = newFile();
        System.setProperty(PROPERTY, file);
      }
      return Path.of(file);
    }
  }

  private static String newFile() {
    try {
      Path made = Files.createTempFile("carrel-clock-", "");
      Files.delete(made); // the clock makes its file itself
      made.toFile().deleteOnExit();
      return made.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
