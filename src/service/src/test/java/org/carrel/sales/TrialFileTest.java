package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
  private static final Path FILE =
      Path.of(System.getProperty("carrel.root", "../..")).resolve("config/trials.yaml");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> a_wrong_value_stops_the_start_and_is_named() {
    return Stream.of(
            "automatic: true|automatic: perhaps|automatic",
            "automatic: true|automatically: true|automatically",
            "pause-months: 12|pause-months: -1|pause-months",
            "most-addresses: 262144|most-addresses: many|most-addresses",
            "most-networks: 65536|most-networks: 1.5|most-networks",
            "\ndays: 30|\ndays: 0|days",
            "longest-days: 120|longest-days: 29|longest-days",
            "reminders: [7, 1]|reminders: 7|reminders",
            "reminders: [7, 1]|reminders: [30, 1]|reminders[0]",
            "reminders: [7, 1]|reminders: [1, 7]|reminders[1]")
        .map(line -> line.split("\\|"))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one[2] + " by " + one[1].strip(),
                    () ->
                        assertThatThrownBy(() -> read(one[0], one[1]))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("carrel.trials-file")
                            .hasMessageContaining("trials.yaml: " + one[2] + ":")));
  }

  @Test
  void a_missing_file_names_the_setting() {
    assertThatThrownBy(() -> TrialFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("carrel.trials-file");
  }

  private TrialRules read(String what, String instead) throws IOException {
    String text = Files.readString(FILE);
    int at = text.indexOf(what, text.indexOf("\nautomatic:"));
    assertThat(at).as(what).isPositive();
    Path file = folder.resolve("trials.yaml");
    Files.writeString(file, text.substring(0, at) + instead + text.substring(at + what.length()));
    return TrialFile.read(file);
  }
}
