package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.carrel.stripesim.wire.Json;

/** How often each operation was called since the start, and every violation of the description. */
@Singleton
public class OperationCounts {
  private static final int SHOWN_VIOLATIONS = 50;

  private static final class Count {
    final LongAdder calls = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder violations = new LongAdder();
  }

  private final Description description;
  private final Map<String, Count> counts = new ConcurrentSkipListMap<>();
  private final Deque<String> details = new ArrayDeque<>();

  public OperationCounts(Description description) {
    this.description = description;
  }

  /** A call was answered; {@code refused} if with an error. */
  public void called(String operation, boolean refused) {
    Count count = count(operation);
    count.calls.increment();
    if (refused) {
      count.refused.increment();
    }
  }

  /** An own answer or event broke the description. */
  public void violated(String operation, List<String> violations) {
    count(operation).violations.increment();
    synchronized (details) {
      violations.forEach(each -> details.addLast(operation + each));
      while (details.size() > SHOWN_VIOLATIONS) {
        details.removeFirst();
      }
    }
  }

  private Count count(String operation) {
    return counts.computeIfAbsent(operation, any -> new Count());
  }

  /** All of it as lines of text, for the end of a run and as {@code GET /sim/operations.txt}. */
  public String table() {
    StringBuilder table = new StringBuilder("operation: calls, refused, violations");
    counts.forEach(
        (operation, count) ->
            table.append(
                String.format(
                    "%n  %-48s %6d %6d %6d",
                    operation, count.calls.sum(), count.refused.sum(), count.violations.sum())));
    description.operations().stream()
        .filter(operation -> operation.outside() != null)
        .forEach(
            operation ->
                table.append(
                    String.format(
                        "%n  outside the description: %s %s: %s",
                        operation.method(), operation.template(), operation.outside())));
    synchronized (details) {
      details.forEach(each -> table.append(String.format("%n  violation: %s", each)));
    }
    return table.append(System.lineSeparator()).toString();
  }

  /** All of it, as {@code GET /sim/operations} shows it. */
  public ObjectNode report() {
    ObjectNode report = Json.object();
    ArrayNode rows = report.putArray("operations");
    long violations = 0;
    for (Map.Entry<String, Count> each : counts.entrySet()) {
      Count count = each.getValue();
      violations += count.violations.sum();
      rows.addObject()
          .put("operation", each.getKey())
          .put("calls", count.calls.sum())
          .put("refused", count.refused.sum())
          .put("violations", count.violations.sum());
    }
    report.put("violations", violations);
    ArrayNode shown = report.putArray("violation_details");
    synchronized (details) {
      details.forEach(shown::add);
    }
    ArrayNode outside = report.putArray("outside_description");
    for (Operation operation : description.operations()) {
      if (operation.outside() != null) {
        outside
            .addObject()
            .put("endpoint", operation.method() + " " + operation.template())
            .put("reason", operation.outside());
      }
    }
    return report;
  }
}
