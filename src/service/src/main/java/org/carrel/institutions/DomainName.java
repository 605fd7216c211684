package org.carrel.institutions;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain of an institution, as it stands in web and mail addresses.
 *
 * @param value two labels or more, lower case
 */
public record DomainName(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  public DomainName {
    if (value.length() > 253 || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a domain name");
    }
  }

  /** The domain in {@code text}, which may be a whole web or mail address. */
  public static Optional<DomainName> parse(String text) {
    String domain =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceFirst("^[^/@]*@", "")
            .replaceFirst("^www\\.", "")
            .replaceFirst("[/:?#].*$", "");
    boolean fits = domain.length() <= 253 && SHAPE.matcher(domain).matches();
    return fits ? Optional.of(new DomainName(domain)) : Optional.empty();
  }
}
