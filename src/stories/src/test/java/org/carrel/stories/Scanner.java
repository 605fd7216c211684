package org.carrel.stories;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A mail gateway that looks at each link before it lets the mail through, from its own address. */
final class Scanner {
  private static final int PATIENCE_MILLIS = 60_000;
  private final String address;

  Scanner(String address) {
    this.address = address;
  }

  /** Asks for a link without cookies; the status of the answer. */
  int ask(String method, String link) {
    URI uri = URI.create(link);
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress("127.0.0.1", uri.getPort()), PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
              .formatted(method, uri.getRawPath(), uri.getRawAuthority());
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      String first = new String(answer, StandardCharsets.US_ASCII).split("\r\n", 2)[0];
      return Integer.parseInt(first.split(" ")[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
