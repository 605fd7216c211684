package org.carrel.stack.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One caught mail.
 *
 * @param number 1 for the first, never given twice
 * @param received real time of its arrival
 * @param from the sender as written in the mail
 * @param to the recipients of the envelope
 * @param subject decoded; empty if there is none
 * @param messageId with its angle brackets; empty if there is none
 * @param text the plain text part; empty if there is none
 * @param html the HTML part; empty if there is none
 * @param headers all, decoded, in their order
 */
public record Mail(
    int number,
    Instant received,
    String from,
    List<String> to,
    String subject,
    String messageId,
    String text,
    String html,
    List<Field> headers) {

  /** One header line. */
  public record Field(String name, String value) {}

  public Mail {
    to = List.copyOf(to);
    headers = List.copyOf(headers);
  }

  static Mail read(int number, Instant received, List<String> to, MimeMessage message)
      throws MessagingException, IOException {
    List<Field> headers = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.add(new Field(header.getName(), decoded(header.getValue())));
    }
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    collect(message, text, html);
    return new Mail(
        number,
        received,
        decoded(first(message, "From")),
        to,
        decoded(first(message, "Subject")),
        first(message, "Message-ID"),
        text.toString(),
        html.toString(),
        headers);
  }

  private static void collect(Part part, StringBuilder text, StringBuilder html)
      throws MessagingException, IOException {
    if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      return;
    }
    Object content;
    try {
      content = part.getContent();
    } catch (UnsupportedEncodingException e) {
      text.append("(text in a character set that this machine does not know)");
      return;
    }
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        collect(parts.getBodyPart(i), text, html);
      }
    } else if (content instanceof String words) {
      (part.isMimeType("text/html") ? html : text).append(words);
    }
  }

  private static String first(MimeMessage message, String name) throws MessagingException {
    String value = message.getHeader(name, ", ");
    return value == null ? "" : MimeUtility.unfold(value).strip();
  }

  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(value));
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }
}
