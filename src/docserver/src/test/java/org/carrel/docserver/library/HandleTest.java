package org.carrel.docserver.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {
  @ParameterizedTest
  @ValueSource(strings = {"hein.crs/govekfi0001", "a/b", "us.founding/constitution", "a_1/b-2/c.3"})
  void a_handle_names_a_file_inside_the_library(String text) {
    Path library = Path.of("/srv/library");
    Path file = Handle.parse(text).orElseThrow().in(library);
    assertThat(file.normalize()).isEqualTo(file);
    assertThat(file.toString()).isEqualTo("/srv/library/" + text + ".pdf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/a/b",
        "a/b/",
        "a//b",
        "../a",
        "a/..",
        "a/../b",
        "a/./b",
        ".a/b",
        "a/.b",
        "a./b",
        "a..b/c",
        "a\\b/c",
        "a/b\u0000",
        "a/b\n",
        "a/b c",
        "a/b%2e",
        "ä/b",
        "a/b/c/d/e",
        "C:/a"
      })
  void what_could_lead_elsewhere_is_no_handle(String text) {
    assertThat(Handle.parse(text)).isEmpty();
  }
}
