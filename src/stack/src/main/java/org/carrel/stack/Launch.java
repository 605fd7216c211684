package org.carrel.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a program is to be started; {@link #start} starts it. */
public final class Launch {
  private final String name;
  private final List<String> command;
  private final Map<String, String> env = new LinkedHashMap<>();
  private final Set<Integer> good;
  private Path folder;
  private Path log;
  private URI ready = URI.create("");
  private Duration patience = Duration.ofMinutes(5);
  private Records records = Records.ofUser();
  private @Nullable Runnable whenEnded;

  Launch(String name, List<String> command, Path folder, Path log, Set<Integer> good) {
    this.name = name;
    this.command = new ArrayList<>(command);
    this.folder = folder;
    this.log = log;
    this.good = good;
  }

  /** Adds one environment variable to those of this JVM. */
  public Launch env(String key, String value) {
    env.put(key, value);
    return this;
  }

  /** Adds environment variables to those of this JVM. */
  public Launch env(Map<String, String> more) {
    env.putAll(more);
    return this;
  }

  /** Adds an argument to the end of the command. */
  public Launch argument(String argument) {
    command.add(argument);
    return this;
  }

  /** Where the program writes its output; added to what is there. */
  public Launch log(Path file) {
    log = file;
    return this;
  }

  /** The address that answers once the program is ready. */
  public Launch ready(URI address) {
    ready = address;
    return this;
  }

  /** How long the program may take to become ready; five minutes where this is not said. */
  public Launch patience(Duration time) {
    patience = time;
    return this;
  }

  Launch records(Records where) {
    records = where;
    return this;
  }

  /** What to do when the program ends without having been told to. */
  Launch whenEnded(Runnable action) {
    whenEnded = action;
    return this;
  }

  /**
   * Starts the program and waits until it is ready.
   *
   * @throws IllegalStateException with the last lines of its log if it does not become ready
   */
  public Program start() {
    Program program = startWithoutWaiting();
    program.awaitReady(patience);
    return program;
  }

  /** Starts the program; {@link Program#awaitReady} waits for it. */
  public Program startWithoutWaiting() {
    records.sweep();
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(env);
      Process process = builder.start();
      records.add(Records.Entry.mine(name, process.toHandle(), null));
      try {
        return new Program(name, process, ready, good, log, records, whenEnded);
      } catch (IllegalStateException e) {
        process.destroyForcibly(); // this JVM is ending
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  String value(String key) {
    return env.getOrDefault(key, "");
  }
}
