package org.carrel.stories;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends bytes as they are: what no client would send arrives too. One connection a request. */
final class RawHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ENOUGH = 64 * 1024;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status 0 where the connection was closed without an answer
   */
  record Answer(int status, String text) {}

  /** Sends a whole request, which asks to close, and reads until the end. */
  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        return answer(socket.getInputStream());
      } catch (SocketTimeoutException e) {
        throw new AssertionError("no whole answer within " + PATIENCE.toSeconds() + " s", e);
      } catch (IOException closedEarly) {
        return new Answer(0, "");
      }
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    int count = in.read(chunk);
    while (count > 0 && read.size() < ENOUGH) {
      read.write(chunk, 0, count);
      count = in.read(chunk);
    }
    String text = read.toString(StandardCharsets.ISO_8859_1);
    boolean http = text.matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9].*");
    return new Answer(http ? Integer.parseInt(text.substring(9, 12)) : 0, text);
  }
}
