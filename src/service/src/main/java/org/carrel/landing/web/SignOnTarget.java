package org.carrel.landing.web;

import java.util.Optional;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody goes on after signing in: a page of a document, nowhere in particular, or to what
 * the institution said, which is all that a test wants.
 *
 * @param item its handle, empty for none
 * @param page the page's id, empty for the first
 * @param test whether it is a test
 */
record SignOnTarget(String item, String page, boolean test) {
  private static final String TEST = "? ";

  /** For a test. */
  static final SignOnTarget TO_TEST = new SignOnTarget("", "", true);

  private static final int LONGEST = 200;

  /** The one that a request names, if there is such a document. */
  static SignOnTarget of(@Nullable String item, @Nullable String page, Items items) {
    Optional<Item> found =
        Optional.ofNullable(item)
            .filter(handle -> handle.length() <= LONGEST)
            .flatMap(items::byHandle);
    String known = found.filter(one -> page != null && one.hasPage(page)).isPresent() ? page : "";
    return found
        .map(one -> new SignOnTarget(one.handle(), known == null ? "" : known, false))
        .orElse(new SignOnTarget("", "", false));
  }

  /** As one text; a handle holds no blank. */
  String written() {
    return test ? TEST : item + " " + page;
  }

  static SignOnTarget read(String written) {
    if (written.equals(TEST)) {
      return TO_TEST;
    }
    int blank = written.indexOf(' ');
    return new SignOnTarget(written.substring(0, blank), written.substring(blank + 1), false);
  }
}
