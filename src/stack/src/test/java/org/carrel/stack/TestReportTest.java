package org.carrel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {
  private static final String PASSED = "<testcase name='good' classname='a.B' time='0.003'/>";
  private static final String FLAKY =
      """
      <testcase name='late' classname='a.B' time='1.5'>
        <flakyFailure message='first' type='x'><stackTrace>x</stackTrace></flakyFailure>
        <system-out>x</system-out></testcase>
      <testcase name='cut' classname='a.B' time='0.1'>
        <flakyError message='first' type='x'><stackTrace>x</stackTrace></flakyError></testcase>
      """;
  private static final String FAILED_TWICE =
      """
      <testcase name='broken' classname='a.B' time='0.1'>
        <failure message='first' type='x'>x</failure>
        <rerunFailure message='again' type='x'><stackTrace>x</stackTrace></rerunFailure></testcase>
      """;

  @TempDir Path root;

  @Test
  void what_passed_at_the_second_attempt_is_named_and_fails_nothing() throws Exception {
    String report = reportOf(PASSED + FLAKY, true);
    assertThat(report)
        .contains("FLAKY   B.late  (passed at the second attempt)", "FLAKY   B.cut")
        .contains("1 passed, 2 flaky, 0 failed, 0 skipped");
  }

  @Test
  void what_failed_twice_has_failed_once() throws Exception {
    assertThat(reportOf(PASSED + FAILED_TWICE, false))
        .contains("FAILED  B.broken", "1 passed, 0 flaky, 1 failed, 0 skipped");
  }

  @Test
  void results_of_an_earlier_run_do_not_count() throws Exception {
    write(FAILED_TWICE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long later = System.currentTimeMillis() / 1000 + 60;
    assertThat(TestReport.write(root, later, new PrintStream(out))).isTrue();
  }

  private String reportOf(String cases, boolean good) throws Exception {
    write(cases);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(TestReport.write(root, 0, new PrintStream(out, true, StandardCharsets.UTF_8)))
        .isEqualTo(good);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write(String cases) throws Exception {
    Path folder = root.resolve("src/stories/target/failsafe-reports");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("TEST-a.B.xml"), "<testsuite>" + cases + "</testsuite>");
  }
}
