package org.carrel.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ids of an entry as one text, {@code key=value} a line, sorted: what the MAC covers. */
final class AuditIds {
  private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9._-]{1,60}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,40}");
  // visible ASCII without '@': ids, codes, numbers, times; no sentence and no address fits
  private static final Pattern VALUE = Pattern.compile("[\\x21-\\x3f\\x41-\\x7e]{1,200}");

  private AuditIds() {}

  static String write(String action, String subjectId, Map<String, String> ids) {
    require(ACTION.matcher(action).matches(), "action");
    require(VALUE.matcher(subjectId).matches(), "subject");
    ids.forEach(
        (key, value) -> {
          require(KEY.matcher(key).matches(), "key");
          require(VALUE.matcher(value).matches(), "value of " + key);
        });
    return new TreeMap<>(ids)
        .entrySet().stream()
            .map(id -> id.getKey() + "=" + id.getValue())
            .collect(Collectors.joining("\n"));
  }

  static Map<String, String> read(String text) {
    return text.lines()
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (one, other) -> one,
                TreeMap::new));
  }

  private static void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          "the audit record takes ids, codes and numbers only, not this " + what);
    }
  }
}
