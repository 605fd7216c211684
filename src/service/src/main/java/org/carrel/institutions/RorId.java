package org.carrel.institutions;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An id of the Research Organization Registry (ror.org): 0, six characters of Crockford's base 32,
 * two check digits of ISO/IEC 7064 MOD 97-10.
 *
 * @param value the nine characters, lower case
 */
public record RorId(String value) {
  private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final Pattern WRITTEN =
      Pattern.compile("(?:(?:https?://)?(?:www\\.)?ror\\.org/)?(0[0-9a-hjkmnp-tv-z]{6}\\d{2})/?");

  public RorId {
    if (!WRITTEN.matcher(value).matches() || value.length() != 9 || !isChecked(value)) {
      throw new IllegalArgumentException("not a ROR id");
    }
  }

  /** The id in {@code text}, with or without its address; nothing where a character is wrong. */
  public static Optional<RorId> parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    return Optional.of(written)
        .filter(Matcher::matches)
        .map(matched -> matched.group(1))
        .filter(RorId::isChecked)
        .map(RorId::new);
  }

  /** Its page at the registry. */
  public String address() {
    return "https://ror.org/" + value;
  }

  private static boolean isChecked(String nine) {
    long number = 0;
    for (char c : nine.substring(1, 7).toCharArray()) {
      number = number * 32 + CROCKFORD.indexOf(c);
    }
    return 98 - number * 100 % 97 == Integer.parseInt(nine.substring(7));
  }
}
