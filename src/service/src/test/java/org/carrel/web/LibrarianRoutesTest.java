package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.carrel.sales.LibraryThings;
import org.carrel.sales.LibraryThings.Things;
import org.carrel.testing.Browser.Page;
import org.carrel.web.LibrarianRoutes.Pair;
import org.junit.jupiter.api.Test;

/** What is one institution's is nothing to the librarian of another, route by route. */
@QuarkusTest
class LibrarianRoutesTest {
  private static Things things = new Things("", "", "");

  @Inject LibraryThings library;

  private final List<String> wrong = new ArrayList<>();

  /** One institution for all, because agreements take their time. */
  private TwoLibraries two() {
    if (things.institution().isEmpty()) {
      things = library.make();
    }
    return new TwoLibraries(things);
  }

  @Test
  void the_own_librarian_succeeds_and_another_institutions_finds_nothing() {
    for (Pair pair : LibrarianRoutes.pairs()) {
      TwoLibraries two = two();
      expect(404, pair, "another institution's librarian", two.strange(pair));
      if (pair.namesMore()) {
        expect(404, pair, "the same with the own institution in the path", two.crossed(pair));
      }
      expect(pair.status(), pair, "the own librarian", two.own(pair));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void who_was_a_librarian_finds_nothing_any_more() {
    for (Pair pair : LibrarianRoutes.pairs()) {
      TwoLibraries two = two();
      two.endRole();
      expect(404, pair, "who was a librarian", two.own(pair));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void each_link_and_form_of_a_librarians_page_is_closed_to_others() {
    assertThat(two().linksForStrangers())
        .isNotEmpty()
        .allSatisfy((link, status) -> assertThat(status).as(link).isIn(404, 405));
  }

  private void expect(int status, Pair pair, String who, Page page) {
    if (page.status() != status) {
      wrong.add("%s, %s: %d, not %d".formatted(pair.name(), who, page.status(), status));
    }
  }
}
