package org.carrel.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carrel.stack.Ports;
import org.carrel.stack.Program;

/**
 * HAProxy in front of the service, as it stands there in production: it writes the address of its
 * client into {@code X-Forwarded-For}, after what the client wrote. A load balancer before it says
 * by the PROXY protocol who the client is, so that a test can come from anywhere.
 */
final class HaProxy implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private final int port = Ports.free();
  private final String service;
  private final Program program;

  HaProxy(String service) {
    this.service = URI.create(service).getAuthority();
    int alive = Ports.free();
    Path folder = Path.of("target/haproxy-" + port).toAbsolutePath();
    Path file = folder.resolve("haproxy.cfg");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, configuration(alive, URI.create(service).getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program =
        Program.installed(
                "haproxy",
                List.of(PROGRAM.toString(), "-db", "-f", file.toString()),
                folder,
                URI.create("http://127.0.0.1:" + alive + "/alive"))
            .start();
  }

  private String configuration(int alive, int servicePort) {
    return """
    global
      maxconn 100
    defaults
      mode http
      option forwardfor
      timeout connect 30s
      timeout client 60s
      timeout server 60s
    frontend alive
      bind 127.0.0.1:%d
      monitor-uri /alive
    frontend clients
      bind 127.0.0.1:%d accept-proxy
      default_backend service
    backend service
      server one 127.0.0.1:%d
    """
        .formatted(alive, port, servicePort);
  }

  /** What a client at {@code address} is answered that sends these lines besides its own. */
  String get(String address, String path, String... lines) {
    StringBuilder request = new StringBuilder();
    request.append("PROXY TCP4 ").append(address).append(" 127.0.0.1 40000 80\r\n");
    request.append("GET ").append(path).append(" HTTP/1.1\r\nHost: ").append(service);
    request.append("\r\nAccept: text/html\r\nConnection: close\r\n");
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    try {
      return RawHttp.send(port, bytes).text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
