package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;

/** Seeded mutations of good requests, as raw bytes: whatever comes, no answer is a 500. */
@QuarkusTest
class HostileRequestsTest {
  private static final int EACH = 500;
  private static final String[] SPICES = {
    "%",
    "%zz",
    "%00",
    "&",
    "=",
    "==",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "\u0000",
    "é",
    "%C3%28",
    "&client_id=docserver",
    "&grant_type=refresh_token",
    "&code=&code=",
    "+",
    "null",
    "-1",
    "99999999999999999999",
    "[[[[[[[[",
    "a".repeat(3000)
  };

  @Inject DocumentServer server;

  private final Random random = new Random(20261124);

  private String mutated(String good) {
    StringBuilder text = new StringBuilder(good);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) (33 + random.nextInt(94)));
        case 2 -> text.insert(at, SPICES[random.nextInt(SPICES.length)]);
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
      }
    }
    return text.toString();
  }

  /** Status of an answer to exactly these bytes; 0 where the server closed the line. */
  private int send(String head, String body) throws IOException {
    URI address = URI.create(server.issuer);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String rest = "Host: localhost\r\nConnection: close\r\nContent-Length: " + bytes.length;
      OutputStream out = socket.getOutputStream();
      out.write((head + rest + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
      out.flush();
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9, 12));
    } catch (java.net.SocketException closed) {
      return 0;
    }
  }

  private void neverFails(String what, String head, String body) throws IOException {
    assertThat(send(head, body)).as("%s%n%s%s", what, head, body).isLessThan(500);
  }

  private String authorization() {
    return "Authorization: "
        + DocumentServer.basic("docserver", server.client.secret())[1]
        + "\r\n";
  }

  @Test
  void a_blank_state() throws IOException {
    String query = DocumentServer.form(server.request()).replaceAll("state=[^&]*", "state=+");
    neverFails("blank state", "GET /oauth/authorize?" + query + " HTTP/1.1\r\n", "");
  }

  @Test
  void authorize() throws IOException {
    Browser browser = server.browserWithPass();
    String query = DocumentServer.form(server.request());
    for (int i = 0; i < EACH; i++) {
      String mutated = mutated(query).replaceAll("[\\s\u0000é]", "%20");
      neverFails(
          "authorize",
          "GET /oauth/authorize?" + mutated + " HTTP/1.1\r\nCookie: " + browser.cookie() + "\r\n",
          "");
    }
  }

  @Test
  void token_and_revoke() throws IOException {
    String good = DocumentServer.form(server.codeRequest("AAAAAAAAAAAAAAAAAAAAAA"));
    String type = "Content-Type: application/x-www-form-urlencoded\r\n";
    for (int i = 0; i < EACH; i++) {
      neverFails("token", "POST /oauth/token HTTP/1.1\r\n" + authorization() + type, mutated(good));
      neverFails(
          "revoke",
          "POST /oauth/revoke HTTP/1.1\r\n" + authorization() + type,
          mutated("token=eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJ4In0.AAAA&token_type_hint=access_token"));
    }
    for (String other : new String[] {"", "Content-Type: \r\n", "Content-Type: text/;;\r\n"}) {
      neverFails("type", "POST /oauth/token HTTP/1.1\r\n" + authorization() + other, good);
    }
  }

  @Test
  void credentials() throws IOException {
    for (int i = 0; i < 100; i++) {
      String mutated = mutated(authorization().strip()).replaceAll("[\\s\u0000é]", " ");
      neverFails(
          "credentials",
          "POST /oauth/token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
              + (mutated.contains(":") ? mutated : "X: " + mutated)
              + "\r\n",
          "grant_type=refresh_token&refresh_token=x");
    }
  }

  @Test
  void use_reports() throws IOException {
    String good =
        "{\"server\":\"fuzz\",\"report\":1,\"uses\":[{\"sub\":\"p_x\",\"pages\":1,\"downloads\":0}]}";
    for (int i = 0; i < EACH; i++) {
      neverFails(
          "use-reports",
          "POST /use-reports HTTP/1.1\r\nContent-Type: application/json\r\n" + authorization(),
          mutated(good));
    }
  }

  @Test
  void what_is_published() throws IOException {
    for (int i = 0; i < EACH; i++) {
      String path = mutated("/status-lists/2026-W48-1").replaceAll("[\\s\u0000é]", "%20");
      if (path.startsWith("/")) {
        neverFails("status list", "GET " + path + " HTTP/1.1\r\n", "");
      }
      String tag = mutated("W/\"0.123.abc\"").replaceAll("[\\s\u0000é]", " ");
      neverFails("etag", "GET /oauth/jwks HTTP/1.1\r\nIf-None-Match: " + tag + "\r\n", "");
    }
  }
}
