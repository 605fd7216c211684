package org.carrel.stack.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail for people: the list, and one mail with its text, its HTML in a sandbox, its headers. */
final class MailPage implements HttpHandler {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final Pattern ONE = Pattern.compile("/messages/([0-9]{1,9})(/html)?");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)]");
  private static final String STYLE = resource("mail.css");

  private final Mailbox mailbox;

  MailPage(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    answer(exchange).send(exchange);
  }

  private Answer answer(HttpExchange exchange) {
    if (!Answer.local(exchange)) {
      return Answer.plain(403, "Only this machine's own names are served.");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Answer.plain(405, "This page is only for reading.");
    }
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      return Answer.page(200, list());
    }
    if (path.equals("/mail.css")) {
      return new Answer(200, "text/css; charset=utf-8", Answer.NOTHING, STYLE);
    }
    Matcher one = ONE.matcher(path);
    if (one.matches()) {
      Optional<Mail> mail = mailbox.find(Integer.parseInt(one.group(1)));
      Function<Mail, Answer> view = one.group(2) == null ? MailPage::one : MailPage::html;
      return mail.map(view).orElseGet(MailPage::missing);
    }
    return missing();
  }

  private String list() {
    List<Mail> mails = new ArrayList<>(mailbox.all());
    Collections.reverse(mails);
    StringBuilder rows = new StringBuilder();
    for (Mail mail : mails) {
      rows.append(
              "<tr><td><a href=\"/messages/%d\">%s</a></td>".formatted(mail.number(), title(mail)))
          .append("<td>%s</td>".formatted(escape(String.join(", ", mail.to()))))
          .append("<td class=\"when\">%s</td></tr>\n".formatted(time(mail)));
    }
    String body =
        mails.isEmpty()
            ? "<p>No mail yet. Whatever the programs on this machine send appears here; nothing is"
                + " delivered to anybody.</p>"
            : """
              <p>%d caught, newest first. Nothing is delivered to anybody.</p>
              <div class="wide" tabindex="0" role="region" aria-label="Mail caught"><table>
              <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
              <tbody>
              %s</tbody></table></div>
              """
                .formatted(mails.size(), rows);
    return page("Mail", "<h1>Mail</h1>\n" + body);
  }

  private static Answer one(Mail mail) {
    StringBuilder headers = new StringBuilder();
    for (Mail.Field field : mail.headers()) {
      headers.append(
          "<dt>%s</dt><dd>%s</dd>\n".formatted(escape(field.name()), escape(field.value())));
    }
    String html =
        mail.html().isEmpty()
            ? ""
            : """
              <section aria-labelledby="as-html"><h2 id="as-html">HTML</h2>
              <iframe title="The mail as HTML" src="/messages/%d/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
              </section>
              """
                .formatted(mail.number());
    String text =
        mail.text().isEmpty()
            ? "<p>This mail has no text part.</p>"
            : "<pre>" + linked(mail.text()) + "</pre>";
    String body =
        """
        <p><a href="/">All mail</a></p>
        <h1>%s</h1>
        <p>From %s to %s, %s</p>
        <section aria-labelledby="as-text"><h2 id="as-text">Text</h2>%s</section>
        %s<details><summary>Headers</summary><dl>
        %s</dl></details>
        """
            .formatted(
                title(mail),
                escape(mail.from()),
                escape(String.join(", ", mail.to())),
                time(mail),
                text,
                html,
                headers);
    return Answer.page(200, page(title(mail), body));
  }

  /** The mail's own HTML, harmless by its policy; links open outside the frame. */
  private static Answer html(Mail mail) {
    String body = "<!doctype html><base target=\"_blank\">\n" + mail.html();
    return new Answer(200, "text/html; charset=utf-8", Answer.STRANGER, body);
  }

  private static Answer missing() {
    String body =
        "<h1>No such mail</h1><p>It may have been cleared. <a href=\"/\">All mail</a></p>";
    return Answer.page(404, page("No such mail", body));
  }

  private static String page(String escapedTitle, String body) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark"><title>%s</title>
        <link rel="stylesheet" href="/mail.css"></head>
        <body><main>
        %s</main></body></html>
        """
        .formatted(escapedTitle, body);
  }

  private static String title(Mail mail) {
    return mail.subject().isBlank() ? "(no subject)" : escape(mail.subject());
  }

  private static String time(Mail mail) {
    return "<time datetime=\"%s\">%s</time>"
        .formatted(mail.received(), TIME.format(mail.received()));
  }

  private static String linked(String text) {
    StringBuilder out = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int at = 0;
    while (link.find()) {
      String url = escape(link.group());
      out.append(escape(text.substring(at, link.start())))
          .append("<a href=\"%s\" rel=\"noreferrer\">%s</a>".formatted(url, url));
      at = link.end();
    }
    return out.append(escape(text.substring(at))).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource(String name) {
    try (InputStream in = MailPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
