package org.carrel.stories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the click that pays to the page image, as the browser measures it. A
 * benchmark, so no part of the suite: {@code ./carrel bench walk}.
 */
class PayToPageBench extends Story {
  private static final int RUNS = 10;

  @Test
  void from_the_click_that_pays_to_the_page_image() {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < RUNS + 1; i++) {
      try (Visit reader = reader()) {
        reader.land(Visit.KAZAKHSTAN).choose("24h").startNow();
        reader.fillCard(Visit.GOOD_CARD);
        double clicked = number(reader, "Date.now()");
        reader.payButton().click();
        reader.awaitPageImage();
        double shown =
            number(
                reader,
                "performance.timeOrigin + performance.getEntriesByType('resource')"
                    + ".find((each) => each.name.includes('/image/')).responseEnd");
        System.out.printf("run %d: %.0f ms%s%n", i, shown - clicked, i == 0 ? " (warm-up)" : "");
        if (i > 0) {
          millis.add(Math.round(shown - clicked));
        }
      }
    }
    Collections.sort(millis);
    System.out.printf(
        "pay to page image, %d runs: median %d ms, from %d to %d ms%n",
        RUNS,
        (millis.get(RUNS / 2 - 1) + millis.get(RUNS / 2)) / 2,
        millis.get(0),
        millis.get(RUNS - 1));
  }

  private static double number(Visit reader, String script) {
    return ((Number) reader.page.evaluate(script)).doubleValue();
  }
}
