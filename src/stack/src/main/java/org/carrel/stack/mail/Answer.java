package org.carrel.stack.mail;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One answer over HTTP, with the headers that every answer of the mail catcher carries. */
record Answer(int status, String type, String policy, String body) {
  /** Pages of ours: one style sheet of ours and no script. */
  static final String PAGE =
      "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** A stranger's HTML: no script, no request of any kind; links open in a tab of their own. */
  static final String STRANGER =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
          + " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

  static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  static Answer page(int status, String html) {
    return new Answer(status, "text/html; charset=utf-8", PAGE, html);
  }

  static Answer plain(int status, String sentence) {
    return new Answer(status, "text/plain; charset=utf-8", NOTHING, sentence + "\n");
  }

  static Answer json(int status, String json) {
    return new Answer(status, "application/json", NOTHING, json);
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
    if (!none) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
    exchange.close();
  }

  /**
   * Whether a request names this machine as its host: a foreign page that let its own name point
   * here must not read mail.
   */
  static boolean local(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && host.matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
  }
}
