package org.carrel.sales;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads and checks {@code config/trials.yaml}; what is wrong stops the start and is named. */
final class TrialFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Set<String> KEYS =
      Set.of(
          "automatic",
          "pause-months",
          "most-addresses",
          "most-networks",
          "days",
          "longest-days",
          "reminders");
  private static final int A_YEAR = 365;

  private final Path file;

  private TrialFile(Path file) {
    this.file = file;
  }

  /**
   * The rules in a file.
   *
   * @throws IllegalStateException naming file and key of the first thing that is wrong
   */
  static TrialRules read(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException("carrel.trials-file: cannot read " + file);
    }
    TrialFile reader = new TrialFile(file);
    try {
      return reader.rules(YAML.readTree(file.toFile()));
    } catch (IOException e) {
      throw reader.wrong("content", "is not YAML: " + e.getMessage());
    }
  }

  private TrialRules rules(JsonNode root) {
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      need(KEYS.contains(name), name, "is not known");
    }
    need(root.path("automatic").isBoolean(), "automatic", "must be true or false");
    int days = (int) number(root, "days", 1, A_YEAR);
    return new TrialRules(
        root.path("automatic").booleanValue(),
        (int) number(root, "pause-months", 0, 120),
        number(root, "most-addresses", 0, 1L << 32),
        number(root, "most-networks", 0, 1L << 48),
        days,
        (int) number(root, "longest-days", days, A_YEAR),
        reminders(root.path("reminders"), days));
  }

  private List<Integer> reminders(JsonNode node, int days) {
    need(node.isArray(), "reminders", "must be a list of days, or []");
    List<Integer> reminders = new ArrayList<>();
    for (JsonNode one : node) {
      String key = "reminders[" + reminders.size() + "]";
      int least = reminders.isEmpty() ? days : reminders.get(reminders.size() - 1);
      need(
          one.isInt() && one.intValue() > 0 && one.intValue() < least,
          key,
          "must be days before the end, fewer than the trial and the reminder before it have");
      reminders.add(one.intValue());
    }
    return reminders;
  }

  private long number(JsonNode root, String key, long least, long most) {
    JsonNode node = root.path(key);
    need(
        node.isIntegralNumber()
            && node.canConvertToLong()
            && node.longValue() >= least
            && node.longValue() <= most,
        key,
        "must be " + least + " to " + most);
    return node.longValue();
  }

  private void need(boolean holds, String key, String what) {
    if (!holds) {
      throw wrong(key, what);
    }
  }

  private IllegalStateException wrong(String key, String what) {
    return new IllegalStateException("carrel.trials-file " + file + ": " + key + ": " + what);
  }
}
