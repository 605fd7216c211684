package org.carrel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  private static final ProcessId GONE = new ProcessId(4_000_000, "long ago");

  @TempDir Path folder;
  private Records records;
  private Process child;

  @BeforeEach
  void start() throws Exception {
    records = new Records(folder.resolve("run"));
    child = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void stop() {
    child.destroyForcibly();
  }

  @Test
  void a_program_whose_starter_is_gone_is_ended_with_its_scratch_folder() throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    records.add(new Records.Entry("sleeper", ProcessId.of(child.toHandle()), GONE, scratch));

    assertThat(records.sweep()).containsExactly("sleeper");
    assertThat(Stopping.ended(child.toHandle(), Duration.ofSeconds(5))).isTrue();
    assertThat(scratch).doesNotExist();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void a_process_that_was_given_the_number_later_is_left_alone() {
    ProcessId earlier = new ProcessId(child.pid(), "another start");
    records.add(new Records.Entry("sleeper", earlier, GONE, null));

    assertThat(records.sweep()).isEmpty();
    assertThat(child.isAlive()).isTrue();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void a_program_whose_starter_still_runs_is_left_alone() {
    records.add(Records.Entry.mine("sleeper", child.toHandle(), null));

    assertThat(records.sweep()).isEmpty();
    assertThat(child.isAlive()).isTrue();
    assertThat(records.all()).hasSize(1);
  }

  @Test
  void a_starter_whose_number_was_given_to_another_process_counts_as_gone() {
    ProcessId reused = new ProcessId(ProcessHandle.current().pid(), "another start");
    records.add(new Records.Entry("sleeper", ProcessId.of(child.toHandle()), reused, null));

    assertThat(records.sweep()).containsExactly("sleeper");
  }

  @Test
  void a_damaged_record_is_no_reason_not_to_start() throws Exception {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/1.process"), "pid=\\uXYZ");
    Files.writeString(folder.resolve("run/2.process"), "");

    assertThat(records.sweep()).isEmpty();
  }
}
