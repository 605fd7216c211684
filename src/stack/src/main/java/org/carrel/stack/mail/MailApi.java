package org.carrel.stack.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail for programs, as JSON. */
final class MailApi implements HttpHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ONE = Pattern.compile("/api/messages/([0-9]{1,9})");

  private final Mailbox mailbox;

  MailApi(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    answer(exchange).send(exchange);
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (!Answer.local(exchange)) {
      return Answer.plain(403, "Only this machine's own names are served.");
    }
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/api/messages")) {
      return switch (method) {
        case "GET", "HEAD" -> list(exchange.getRequestURI().getQuery());
        case "DELETE" -> clear();
        default -> Answer.plain(405, "GET or DELETE, please.");
      };
    }
    Matcher one = ONE.matcher(path);
    if (one.matches() && method.equals("GET")) {
      var mail = mailbox.find(Integer.parseInt(one.group(1)));
      return mail.isPresent()
          ? Answer.json(200, JSON.writeValueAsString(json(mail.get())))
          : Answer.plain(404, "There is no mail of that number.");
    }
    return Answer.plain(404, "There is nothing here.");
  }

  /** All mails, or with {@code to=ADDRESS} those to one address; oldest first. */
  private Answer list(@Nullable String query) throws IOException {
    String to = query != null && query.startsWith("to=") ? query.substring(3) : "";
    ArrayNode list = JSON.createArrayNode();
    mailbox.all().stream()
        .filter(mail -> to.isEmpty() || mail.to().stream().anyMatch(to::equalsIgnoreCase))
        .forEach(mail -> list.add(json(mail)));
    return Answer.json(200, JSON.writeValueAsString(list));
  }

  private Answer clear() {
    mailbox.clear();
    return Answer.json(204, "");
  }

  private static ObjectNode json(Mail mail) {
    ObjectNode node = JSON.createObjectNode();
    node.put("number", mail.number());
    node.put("received", mail.received().toString());
    node.put("from", mail.from());
    ArrayNode to = node.putArray("to");
    mail.to().forEach(to::add);
    node.put("subject", mail.subject());
    node.put("messageId", mail.messageId());
    node.put("text", mail.text());
    node.put("html", mail.html());
    ArrayNode headers = node.putArray("headers");
    for (Mail.Field field : mail.headers()) {
      headers.addObject().put("name", field.name()).put("value", field.value());
    }
    return node;
  }
}
