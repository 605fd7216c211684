package org.carrel.base;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address for mail, as a person typed it, without surrounding blanks.
 *
 * @param value one {@code @}, a domain of two labels or more, at most 254 characters, no control
 *     characters (RFC 5321 4.5.3.1, the common subset that mail forms accept)
 */
public record EmailAddress(String value) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

  public EmailAddress {
    if (value.length() > 254 || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an e-mail address");
    }
  }

  /** The address in {@code text}, or nothing where it is none. */
  public static Optional<EmailAddress> parse(String text) {
    String trimmed = text.strip();
    boolean fits = trimmed.length() <= 254 && SHAPE.matcher(trimmed).matches();
    return fits ? Optional.of(new EmailAddress(trimmed)) : Optional.empty();
  }

  /** The form in which two addresses are compared: lower case. */
  public String normalized() {
    return value.toLowerCase(Locale.ROOT);
  }

  /** Masked, because addresses stay out of logs. */
  @Override
  public String toString() {
    return "***@" + value.substring(value.indexOf('@') + 1);
  }
}
