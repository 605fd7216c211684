package org.carrel.stripesim.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("state/sim.jsonl");
  }

  private static ObjectNode thing(String id, int value) {
    return Json.object().put("id", id).put("value", value);
  }

  private static List<String> ids(Records records) {
    return records.inTransaction(
        transaction ->
            transaction.newestFirst("thing").map(each -> each.get("id").asText()).toList());
  }

  @Test
  void a_restart_finds_the_same_records_in_the_same_order() {
    try (Records records = new Records(file())) {
      for (String id : List.of("a", "b", "c")) {
        records.run(transaction -> transaction.put("thing", thing(id, 1)));
      }
      records.run(transaction -> transaction.put("thing", thing("a", 2)));
      records.run(transaction -> transaction.remove("thing", "b"));
    }
    try (Records records = new Records(file())) {
      assertThat(ids(records)).containsExactly("c", "a");
      records.run(
          transaction ->
              assertThat(transaction.get("thing", "a").get("value").asInt()).isEqualTo(2));
    }
  }

  @Test
  void a_transaction_that_throws_changes_nothing() {
    try (Records records = new Records(file())) {
      assertThatThrownBy(
              () ->
                  records.run(
                      transaction -> {
                        transaction.put("thing", thing("a", 1));
                        assertThat(transaction.find("thing", "a")).isPresent();
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      assertThat(ids(records)).isEmpty();
    }
    try (Records records = new Records(file())) {
      assertThat(ids(records)).isEmpty();
    }
  }

  @Test
  void a_last_line_that_a_crash_cut_short_is_dropped_and_the_rest_lives() throws Exception {
    try (Records records = new Records(file())) {
      records.run(transaction -> transaction.put("thing", thing("a", 1)));
    }
    String torn = "[{\"kind\":\"thing\",\"id\":\"b\",\"val";
    Files.writeString(file(), torn, StandardOpenOption.APPEND);
    try (Records records = new Records(file())) {
      assertThat(ids(records)).containsExactly("a");
      records.run(transaction -> transaction.put("thing", thing("c", 1)));
    }
    try (Records records = new Records(file())) {
      assertThat(ids(records)).containsExactly("c", "a");
    }
  }

  @Test
  void damage_before_the_last_line_stops_the_start_and_names_the_line() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "[]\nnot json\n[]\n");
    assertThatThrownBy(() -> new Records(file())).hasMessageContaining("damaged at line 2");
  }

  @Test
  void a_second_program_on_the_same_state_is_refused() {
    try (Records records = new Records(file())) {
      assertThat(ids(records)).isEmpty();
      assertThatThrownBy(() -> new Records(file())).hasMessageContaining("carrel.sim.state-file");
    }
  }

  @Test
  void a_long_journal_of_few_records_is_made_short_at_the_next_start() throws Exception {
    try (Records records = new Records(file())) {
      for (int i = 0; i < 5_000; i++) {
        int value = i;
        records.run(transaction -> transaction.put("thing", thing("x" + value % 3, value)));
      }
    }
    try (Records records = new Records(file())) {
      assertThat(Files.readAllLines(file())).hasSize(3);
      assertThat(ids(records)).containsExactly("x2", "x1", "x0");
      records.run(transaction -> transaction.put("thing", thing("y", 1)));
    }
    try (Records records = new Records(file())) {
      assertThat(ids(records)).containsExactly("y", "x2", "x1", "x0");
    }
  }
}
