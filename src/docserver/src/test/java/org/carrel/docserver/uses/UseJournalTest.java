package org.carrel.docserver.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.carrel.clock.MovableClock;
import org.carrel.docserver.TestConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseJournalTest {
  @TempDir Path folder;

  private UseJournal journal() {
    return new UseJournal(TestConfig.in(folder), clock());
  }

  private MovableClock clock() {
    return MovableClock.open(folder.resolve("clock"));
  }

  @Test
  void a_restart_loses_no_use_and_gives_no_number_twice() {
    UseJournal before = journal();
    before.add(new Use("p_1", 1, 0));
    before.add(new Use("p_1", 1, 1));
    Report first = before.toSend().get(0);
    before.add(new Use("p_2", 1, 0));

    UseJournal after = journal();
    assertThat(after.toSend()).containsExactly(first, new Report(2, List.of(new Use("p_2", 1, 0))));
    after.sent(1);
    after.sent(2);

    UseJournal later = journal();
    assertThat(later.toSend()).isEmpty();
    later.add(new Use("p_3", 1, 0));
    assertThat(later.toSend().get(0).number()).isEqualTo(3);
  }

  @Test
  void numbers_go_on_after_old_reports_are_dropped() {
    UseJournal journal = journal();
    journal.add(new Use("p_1", 1, 0));
    journal.toSend();
    journal.sent(1);
    clock().forward(Duration.ofHours(3));
    journal.add(new Use("p_1", 1, 0));
    journal.toSend();
    journal.sent(2);
    clock().forward(Duration.ofHours(3));
    UseJournal later = journal();
    later.add(new Use("p_1", 1, 0));
    assertThat(later.toSend().get(0).number()).isEqualTo(3);
  }

  @Test
  void a_journal_that_cannot_be_shortened_goes_on() throws IOException {
    UseJournal journal = journal();
    journal.add(new Use("p_1", 1, 0));
    journal.toSend();
    journal.sent(1);
    clock().forward(Duration.ofHours(3));
    journal.add(new Use("p_1", 1, 0));
    journal.toSend();
    Files.createDirectory(folder.resolve("cache/state/uses.part"));
    journal.sent(2);
    journal.add(new Use("p_2", 1, 0));
    Files.delete(folder.resolve("cache/state/uses.part"));
    assertThat(journal().toSend()).containsExactly(new Report(3, List.of(new Use("p_2", 1, 0))));
  }

  @Test
  void a_line_cut_short_by_a_crash_counts_nothing() throws IOException {
    UseJournal before = journal();
    before.add(new Use("p_1", 2, 0));
    Path file = folder.resolve("cache/state/uses.log");
    Files.writeString(file, "use p_1", StandardOpenOption.APPEND);
    UseJournal after = journal();
    assertThat(after.toSend().get(0).uses()).containsExactly(new Use("p_1", 2, 0));
  }

  @Test
  void what_the_service_knew_at_a_tokens_issue_is_not_counted_again() {
    UseJournal journal = journal();
    journal.add(new Use("p_1", 3, 0));
    journal.toSend();
    journal.sent(1);
    clock().forward(Duration.ofSeconds(5));
    assertThat(journal.since("p_1", clock().instant()).pages()).isZero();
    assertThat(journal.since("p_1", clock().instant().minusSeconds(60)).pages()).isEqualTo(3);
    journal.add(new Use("p_1", 1, 0));
    assertThat(journal.since("p_1", clock().instant()).pages()).isEqualTo(1);
  }
}
