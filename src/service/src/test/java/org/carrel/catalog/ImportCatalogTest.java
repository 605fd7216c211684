package org.carrel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carrel.catalog.ImportCatalog.Imported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ImportCatalogTest {
  @Inject ImportCatalog imports;
  @Inject Items items;
  @TempDir Path folder;

  @Test
  void the_same_files_again_change_nothing_and_a_changed_line_changes_its_row_only() {
    String one = CatalogFiles.item("t.same/one", "One");
    String two = CatalogFiles.item("t.same/two", "Two");
    assertThat(imports.from(CatalogFiles.write(folder, 901, "t.same", one, two)))
        .isEqualTo(new Imported(4, 0));
    assertThat(imports.from(folder)).isEqualTo(new Imported(0, 0));
    CatalogFiles.write(folder, 901, "t.same", one, two, CatalogFiles.item("t.same/three", "Three"));
    assertThat(imports.from(folder)).isEqualTo(new Imported(1, 0));
    CatalogFiles.write(folder, 901, "t.same", one.replace("'One'", "'Won'"));
    assertThat(imports.from(folder)).isEqualTo(new Imported(0, 1));
    assertThat(items.byHandle("t.same/one").orElseThrow().title()).isEqualTo("Won");
    assertThat(items.byHandle("t.same/two")).as("not named any more, kept").isPresent();
  }

  @Test
  void a_withdrawn_item_is_offered_no_longer_and_known_still() {
    String line = CatalogFiles.item("t.gone/one", "Gone");
    imports.from(CatalogFiles.write(folder, 902, "t.gone", line));
    imports.from(
        CatalogFiles.write(folder, 902, "t.gone", line.replace("}]}", "}],'withdrawn':true}")));
    assertThat(items.byHandle("t.gone/one")).isEmpty();
    assertThat(items.evenWithdrawn("t.gone/one")).isPresent();
  }

  @Test
  void every_wrong_line_is_named_with_its_file_and_number_and_nothing_is_imported() {
    CatalogFiles.write(
        folder,
        903,
        "t.wrong",
        CatalogFiles.item("t.wrong/right", "Right"),
        "not json",
        CatalogFiles.item("t.wrong/date", "Date").replace("2020-05", "2020-02-30"),
        CatalogFiles.item("t.wrong/type", "Type").replace("Article", "Essay"),
        CatalogFiles.item("t.wrong/slip", "Slip").replace("'date'", "'dat'"),
        CatalogFiles.item("t.other/title", "Elsewhere"),
        CatalogFiles.item("t.wrong/break", "Line\\nbreak"),
        "",
        CatalogFiles.item("t.wrong/right", "Right again"));
    List<String> errors = refused();
    assertThat(errors)
        .anyMatch(e -> e.startsWith("items.jsonl:2: the line is not JSON"))
        .anyMatch(e -> e.startsWith("items.jsonl:3: date is \"2020-02-30\", but a date is"))
        .contains("items.jsonl:4: data_type is \"Essay\", but COUNTER has no such item type")
        .contains("items.jsonl:5: there is no field dat")
        .contains("items.jsonl:6: title_id names t.other, which is not in titles.jsonl")
        .contains("items.jsonl:7: title holds a line break or a control character")
        .contains("items.jsonl:9: handle t.wrong/right stands in an earlier line already");
    assertThat(items.byHandle("t.wrong/right")).isEmpty();
  }

  @Test
  void wrong_check_digits_a_foreign_handle_and_an_unknown_collection_are_refused()
      throws IOException {
    CatalogFiles.write(
        folder,
        904,
        "t.digits",
        CatalogFiles.item("t.digits/one", "One")
            .replace("'title_id':'t.digits'", "'title_id':'t.x'"));
    Path titles = folder.resolve("titles.jsonl");
    Files.writeString(
        titles,
        Files.readString(titles).replace("0317-8471", "0317-8472").replace("[904]", "[904,999]"));
    assertThat(refused())
        .anyMatch(e -> e.startsWith("titles.jsonl:1: print_issn is \"0317-8472\""))
        .anyMatch(e -> e.startsWith("items.jsonl:1: handle t.digits/one does not begin with"));
    Files.writeString(titles, Files.readString(titles).replace("0317-8472", "0317-8471"));
    assertThat(refused())
        .contains("titles.jsonl:1: collections names 999, which is not in collections.jsonl");
  }

  @Test
  void a_missing_file_is_an_error_and_a_hundred_errors_are_enough() throws IOException {
    CatalogFiles.write(folder, 905, "t.many", "x\n".repeat(500).split("\n"));
    assertThat(refused()).hasSize(100);
    Files.delete(folder.resolve("titles.jsonl"));
    Files.writeString(folder.resolve("items.jsonl"), "");
    assertThat(refused()).contains("titles.jsonl: the file is missing");
  }

  /** 40,000 items of 2.5 kB, 100 MB in all, through a JVM whose whole heap is 40 MB. */
  @Test
  void a_file_much_larger_than_memory_is_imported() throws Exception {
    CatalogFiles.write(folder, 906, "t.large");
    String line =
        CatalogFiles.item("t.large/%d", "Item %d")
            .replace('\'', '"')
            .replace("One two three.", "Lorem ipsum. ".repeat(190));
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("items.jsonl"))) {
      for (int i = 0; i < 40_000; i++) {
        out.write(line.formatted(i, i));
        out.newLine();
      }
    }
    Process small =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ImportInSmallMemory.class.getName(),
                folder.toString(),
                System.getProperty("carrel.test.jdbc-url"),
                System.getProperty("carrel.test.jdbc-user"),
                System.getProperty("carrel.test.jdbc-password"))
            .redirectErrorStream(true)
            .start();
    String said = new String(small.getInputStream().readAllBytes());
    assertThat(small.waitFor()).as(said).isZero();
    assertThat(said).contains("added 40002 changed 0");
  }

  private List<String> refused() {
    CatalogRefused refused = catchThrowableOfType(CatalogRefused.class, () -> imports.from(folder));
    assertThat(refused).isNotNull();
    return refused.errors().stream().map(CatalogRefused.Error::toString).toList();
  }
}
