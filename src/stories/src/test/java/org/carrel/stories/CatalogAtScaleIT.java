package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A library of 20,000 documents in a service of its own: what crawlers find of it. With a million
 * it is {@code ./carrel bench million}.
 */
class CatalogAtScaleIT extends Story {
  private static final int ITEMS = 20_000;
  private static final int MAP = 3_000;
  private static final int LOOKED_AT = 20;

  private static @Nullable LibraryService service;

  @BeforeAll
  static void importAll() {
    service =
        Demo.running()
            .serviceWith(
                GeneratedLibrary.write(Path.of("target/catalog-at-scale").toAbsolutePath(), ITEMS),
                Map.of("CARREL_SITEMAP_PAGE", Integer.toString(MAP)));
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void every_landing_page_stands_in_exactly_one_site_map_with_the_time_of_its_change()
      throws Exception {
    SitemapWalk.Found found = SitemapWalk.of(service);
    assertThat(found.pages()).isEqualTo(ITEMS);
    assertThat(found.maps()).isEqualTo((ITEMS + MAP - 1) / MAP);
    assertThat(found.times()).hasSize(1);
  }

  @Test
  void any_landing_page_says_to_machines_what_its_item_is_and_who_may_keep_it() throws Exception {
    SplittableRandom random = new SplittableRandom(ITEMS);
    try (LandingProof proof = new LandingProof(service, BROWSER)) {
      for (int i = 0; i < LOOKED_AT; i++) {
        proof.judge(service.library().any(random));
      }
    }
  }

  @Test
  void a_page_of_a_withdrawn_item_is_gone_and_its_neighbour_is_not() {
    String pages = service.url() + "/d/";
    assertThat(Http.get(pages + GeneratedItem.handle(1_000)).statusCode()).isEqualTo(410);
    assertThat(Http.get(pages + GeneratedItem.handle(999)).statusCode()).isEqualTo(200);
  }
}
