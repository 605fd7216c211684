package org.carrel.docserver.uses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.carrel.docserver.TestConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
  @TempDir Path folder;

  private EventJournal journal() {
    return new EventJournal(TestConfig.in(folder), new ObjectMapper());
  }

  private static UsageEvent event(String id) {
    return new UsageEvent(id, 1, "OPENED", "hein.crs/one", "i_1", "a-token", null);
  }

  private static List<String> ids(EventJournal journal) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return Files.readAllLines(journal.toSend().orElseThrow()).stream()
        .filter(line -> line.endsWith("}"))
        .map(
            line -> {
              try {
                return json.readTree(line).path("id").asText();
              } catch (IOException e) {
                return "cut";
              }
            })
        .toList();
  }

  @Test
  void what_is_not_confirmed_is_there_after_a_restart_and_what_comes_meanwhile_waits()
      throws IOException {
    EventJournal before = journal();
    assertThat(before.toSend()).isEmpty();
    before.add(event("e_1"));
    before.add(event("e_2"));
    assertThat(ids(before)).containsExactly("e_1", "e_2");
    before.add(event("e_3"));
    assertThat(ids(before)).as("until it is confirmed").containsExactly("e_1", "e_2");
    EventJournal after = journal();
    assertThat(ids(after)).containsExactly("e_1", "e_2");
    after.sent();
    assertThat(ids(after)).containsExactly("e_3");
    after.sent();
    assertThat(after.toSend()).isEmpty();
  }

  @Test
  void an_interrupted_thread_and_a_lost_file_stop_no_later_event() throws IOException {
    EventJournal journal = journal();
    Thread.currentThread().interrupt();
    journal.add(event("e_1"));
    assertThat(Thread.interrupted()).isTrue();
    journal.add(event("e_2"));
    assertThat(ids(journal)).containsExactly("e_1", "e_2");
    journal.sent();
    Files.delete(folder.resolve("cache/state/events.log"));
    assertThat(journal.toSend()).isEmpty();
    journal.add(event("e_3"));
    assertThat(ids(journal)).containsExactly("e_3");
  }

  @Test
  void a_file_that_broke_off_is_opened_again_on_a_line_of_its_own() throws IOException {
    EventJournal journal = journal();
    journal.add(event("e_1"));
    Files.writeString(
        folder.resolve("cache/state/events.log"), "{\"id\":\"e_", StandardOpenOption.APPEND);
    journal.close();
    journal.add(event("e_2"));
    assertThat(ids(journal)).containsExactly("e_1", "e_2");
  }

  @Test
  void a_line_cut_short_by_a_crash_takes_no_other_with_it() throws IOException {
    journal().add(event("e_1"));
    Files.writeString(
        folder.resolve("cache/state/events.log"), "{\"id\":\"e_", StandardOpenOption.APPEND);
    EventJournal after = journal();
    after.add(event("e_2"));
    assertThat(ids(after)).containsExactly("e_1", "e_2");
  }
}
