package org.carrel.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs as a process of its own. It ends when it is closed and when this JVM ends;
 * one that a killed JVM left running is ended by the next start.
 */
public final class Program implements AutoCloseable {
  /** Quick to start on a small machine; a demo does not run long enough for the better compiler. */
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m");

  private static final long POLL_MILLIS = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final Process process;
  private final URI ready;
  private final Set<Integer> good;
  private final Path log;
  private final Records records;
  private final Thread atExit = new Thread(() -> end(PATIENCE), "stop a program");
  private boolean ended;

  Program(
      String name,
      Process process,
      URI ready,
      Set<Integer> good,
      Path log,
      Records records,
      @Nullable Runnable whenEnded) {
    this.name = name;
    this.process = process;
    this.ready = ready;
    this.good = good;
    this.log = log;
    this.records = records;
    Runtime.getRuntime().addShutdownHook(atExit);
    process.onExit().thenRun(() -> left(whenEnded));
  }

  /**
   * One of our Quarkus programs, from {@code src/MODULE/target/quarkus-app}. It listens on the port
   * that {@code QUARKUS_HTTP_PORT} names, a free one where that is missing, and counts as ready
   * when its {@code /q/health/ready} answers 200, or 404 for a program without health checks.
   *
   * @param module the folder's name in {@code src}, such as {@code stripe-sim}
   * @param env settings, added to the environment of this JVM
   * @throws IllegalStateException if the program is not packaged
   */
  public static Launch quarkus(String module, Map<String, String> env) {
    Path folder = Root.module(module).resolve("target/quarkus-app");
    if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
      throw new IllegalStateException(
          module
              + " is not packaged: no "
              + folder.resolve("quarkus-run.jar")
              + "; run ./mvnw -pl src/"
              + module
              + " -am -DskipTests package");
    }
    String port = env.getOrDefault("QUARKUS_HTTP_PORT", "");
    int used = port.isBlank() ? Ports.free() : Integer.parseInt(port);
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(QUICK);
    command.addAll(List.of("-jar", "quarkus-run.jar"));
    Path log = folder.resolveSibling("logs").resolve(module + "-" + used + ".log");
    return new Launch(module, command, folder, log, Set.of(200, 404))
        .env(env)
        .env("QUARKUS_HTTP_PORT", Integer.toString(used))
        .ready(URI.create("http://127.0.0.1:" + used + "/q/health/ready"));
  }

  /**
   * A program of this machine.
   *
   * @param name what it is called in logs
   * @param command the program and its arguments; it must stay in the foreground
   * @param folder where it runs and logs
   * @param ready the address that answers 200 once it is ready
   */
  public static Launch installed(String name, List<String> command, Path folder, URI ready) {
    return new Launch(name, command, folder, folder.resolve(name + ".log"), Set.of(200))
        .ready(ready);
  }

  /** The {@code java} that runs this JVM. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The address under which a Quarkus program was started, without a slash at its end. */
  public URI url() {
    return URI.create(ready.getScheme() + "://" + ready.getAuthority());
  }

  public int port() {
    return ready.getPort();
  }

  public long pid() {
    return process.pid();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** Where the program's output is. */
  public Path log() {
    return log;
  }

  /** Ends the program at once, as a crash would. */
  public void kill() {
    synchronized (this) {
      ended = true;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Stopping.ended(process.toHandle(), Duration.ofSeconds(10));
    records.remove(process.pid());
  }

  /** Ends the program and waits until it is gone. */
  @Override
  public void close() {
    close(PATIENCE);
  }

  /** Ends the program; one that is still there after the patience is killed. */
  void close(Duration patience) {
    end(patience);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending: the hook runs already and finds the work done
    }
  }

  /**
   * Waits until the program answers.
   *
   * @throws IllegalStateException with the last lines of its log if it ends or takes too long
   */
  public void awaitReady(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!answers()) {
      boolean alive = process.isAlive();
      if (!alive || System.nanoTime() > end) {
        close();
        throw new IllegalStateException(
            name
                + (alive ? " was not ready after " + patience.toSeconds() + " s, " : " ended, ")
                + Tail.of(log, 25));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + name + " starts", e);
      }
    }
  }

  private boolean answers() {
    if (!listens()) {
      return false;
    }
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(10)).build();
    try {
      int status = CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return good.contains(status);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Much cheaper to ask than HTTP while the processor is needed for the start itself. */
  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", ready.getPort()), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void end(Duration patience) {
    if (ended) {
      return;
    }
    ended = true;
    Stopping.stop(process.toHandle(), patience);
    records.remove(process.pid());
  }

  private synchronized void left(@Nullable Runnable whenEnded) {
    if (!ended && whenEnded != null) {
      whenEnded.run();
    }
  }
}
