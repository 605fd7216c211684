package org.carrel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogTest {
  @Inject Items items;
  @Inject Titles titles;
  @Inject Collections collections;

  @Test
  void the_demo_library_is_imported_at_start() {
    Item report = items.byHandle("hein.crs/govekfi0001").orElseThrow();
    assertThat(report.title()).isEqualTo("Kazakhstan");
    assertThat(report.date()).hasToString("January 11, 2023");
    assertThat(report.firstPageOnly()).isTrue();
    assertThat(report.firstPageText()).startsWith("Congressional Research SerVec");
    assertThat(report.creators())
        .containsExactly(
            new Creator("Congressional Research Service", Creator.Kind.GOVERNMENT, null));
    assertThat(items.byHandle("us.founding/constitution")).isPresent();
    assertThat(items.byHandle("us.declaration/declaration")).isPresent();
    assertThat(items.byHandle("hein.crs/unknown")).isEmpty();
  }

  @Test
  void a_handle_leads_to_the_numbers_of_its_collections() {
    assertThat(collections.ofTitle(Items.titleOf("hein.crs/govekfi0001"))).containsExactly(1);
    assertThat(collections.ofTitle("no.such")).isEmpty();
    assertThat(collections.map())
        .containsAllEntriesOf(
            Map.of("hein.crs", Set.of(1), "us.founding", Set.of(2), "us.declaration", Set.of(3)));
    assertThat(titles.byId("hein.crs").orElseThrow().publisher())
        .isEqualTo("Congressional Research Service");
  }

  @Test
  void a_search_finds_by_handle_and_by_words_of_the_title() {
    assertThat(items.search("hein.crs/gov", 10))
        .extracting(Items.Entry::title)
        .contains("Kazakhstan");
    assertThat(items.search("kazakh", 10)).extracting(Items.Entry::title).contains("Kazakhstan");
    assertThat(items.search("100%_certain", 10)).isEmpty();
    assertThat(items.search("  ", 10)).isEmpty();
  }
}
