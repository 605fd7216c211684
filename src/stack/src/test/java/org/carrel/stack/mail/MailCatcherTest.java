package org.carrel.stack.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailCatcherTest {
  private static final String HOSTILE = "</title><script>alert('é')</script>\" onload=\"x";
  private final MailCatcher catcher = MailCatcher.start(0, 0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    catcher.close();
  }

  @Test
  void a_mail_to_two_people_is_caught_once_and_told_as_json() throws Exception {
    send(
        "Your pass",
        "Open http://localhost:8080/a/secret.",
        "<p>Open</p>",
        "a@x.example",
        "b@x.example");
    send("Second", "words", "", "a@x.example");

    JsonNode all = new ObjectMapper().readTree(get("/api/messages").body());
    assertThat(all.size()).isEqualTo(2);
    JsonNode one = new ObjectMapper().readTree(get("/api/messages/1").body());
    assertThat(one).isEqualTo(all.get(0));
    assertThat(one.get("subject").asText()).isEqualTo("Your pass");
    assertThat(one.get("messageId").asText()).matches("<.+@.+>");
    assertThat(one.get("text").asText()).contains("/a/secret");
    assertThat(one.get("html").asText()).contains("<p>Open</p>");
    assertThat(one.get("to").toString()).isEqualTo("[\"a@x.example\",\"b@x.example\"]");

    JsonNode second = new ObjectMapper().readTree(get("/api/messages?to=B%40x.example").body());
    assertThat(second).containsExactly(one);

    assertThat(call("DELETE", "/api/messages").statusCode()).isEqualTo(204);
    assertThat(get("/api/messages").body()).isEqualTo("[]");
    assertThat(get("/api/messages/1").statusCode()).isEqualTo(404);
    send("Third", "words", "", "a@x.example");
    assertThat(catcher.messages().get(0).number()).isEqualTo(3);
  }

  @Test
  void hostile_words_are_only_words_on_the_pages() throws Exception {
    send(HOSTILE, "<b>bold</b> http://x.example/?a=1&b=\"2", "<p>x</p>", "\"<i>\"@x.example");

    for (String path : new String[] {"/", "/messages/1"}) {
      String page = get(path).body();
      assertThat(page)
          .doesNotContain("<script")
          .doesNotContain("<b>")
          .doesNotContain("<i>")
          .doesNotContain("\" onload")
          .contains("&lt;script&gt;alert(&#39;é&#39;)");
    }
    assertThat(get("/messages/1").body())
        .contains("<a href=\"http://x.example/?a=1&amp;b=\" rel=\"noreferrer\">");
  }

  @Test
  void a_strangers_html_is_shown_without_rights() throws Exception {
    send("s", "t", "<script>alert(1)</script><a href='http://x.example/'>on</a>", "a@x.example");

    HttpResponse<String> html = get("/messages/1/html");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'")
        .contains("sandbox allow-popups")
        .doesNotContain("allow-scripts")
        .doesNotContain("allow-same-origin");
    assertThat(get("/messages/1").body()).contains("sandbox=\"allow-popups");
  }

  @Test
  void a_foreign_host_name_that_points_here_reads_nothing() throws Exception {
    send("s", "t", "", "a@x.example");
    try (Socket socket = new Socket("127.0.0.1", catcher.url().getPort())) {
      String request =
          "GET /api/messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("a@x.example");
    }
  }

  private void send(String subject, String text, String html, String... to) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", "127.0.0.1");
    settings.setProperty("mail.smtp.port", Integer.toString(catcher.smtpPort()));
    MimeMessage message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("no-reply@carrel.example"));
    for (String address : to) {
      message.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(address, false));
    }
    message.setSubject(subject, "UTF-8");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(text, "plain"));
    if (!html.isEmpty()) {
      both.addBodyPart(part(html, "html"));
    }
    message.setContent(both);
    Transport.send(message);
  }

  private static MimeBodyPart part(String words, String kind) throws Exception {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(words, "UTF-8", kind);
    return part;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return call("GET", path);
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(catcher.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
