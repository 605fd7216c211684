package org.carrel.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a port of this machine. */
final class Listener {
  private static final String LISTENS = "0A";

  private Listener() {}

  /** Whether a program could listen on this port of 127.0.0.1 now. */
  static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that listens there, as far as the system tells this user. */
  static Optional<ProcessHandle> on(int port) {
    return Files.isReadable(Path.of("/proc/net/tcp")) ? byProc(port) : byLsof(port);
  }

  /** The sentence for a person who wants to start something on a taken port. */
  static String sentence(int port, String wanted) {
    String who =
        on(port)
            .map(
                process ->
                    " by %s (process %d)"
                        .formatted(
                            process
                                .info()
                                .command()
                                .map(path -> Path.of(path).getFileName().toString())
                                .orElse("a program"),
                            process.pid()))
            .orElse(" by another program");
    return "Port %d, which the %s needs, is in use%s: stop that program and try again."
        .formatted(port, wanted, who);
  }

  private static Optional<ProcessHandle> byProc(int port) {
    Set<String> sockets = new HashSet<>();
    String end = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        lines
            .map(line -> line.strip().split("\\s+"))
            .filter(f -> f.length > 9 && f[1].endsWith(end) && f[3].equals(LISTENS))
            .forEach(f -> sockets.add("socket:[" + f[9] + "]"));
      } catch (IOException e) {
        continue; // a machine without this protocol
      }
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), sockets))
        .findFirst();
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException e) {
      return false; // gone meanwhile, or another user's
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<ProcessHandle> byLsof(int port) {
    return Shell.output("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
        .flatMap(text -> text.lines().findFirst())
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
  }
}
