package org.carrel.docserver.library;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A document's persistent id, such as {@code hein.crs/govekfi0001}: two to four names between
 * slashes. A name holds letters, digits, {@code _}, {@code -} and single dots inside it, so a
 * handle can neither leave the library's folder nor name a hidden file.
 */
public record Handle(String value) {
  private static final String NAME = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";
  private static final Pattern GRAMMAR = Pattern.compile(NAME + "(?:/" + NAME + "){1,3}");
  private static final int LONGEST = 200;

  public Handle {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a handle: " + value);
    }
  }

  /** The handle that {@code text} spells, or empty where it spells none. */
  public static Optional<Handle> parse(String text) {
    return wellFormed(text) ? Optional.of(new Handle(text)) : Optional.empty();
  }

  /** Where the document lies inside {@code library}. */
  public Path in(Path library) {
    return library.resolve(value + ".pdf");
  }

  /** A name for a downloaded file, without slashes. */
  public String fileName() {
    return value.replace('/', '-') + ".pdf";
  }

  private static boolean wellFormed(String text) {
    return text.length() <= LONGEST && GRAMMAR.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
