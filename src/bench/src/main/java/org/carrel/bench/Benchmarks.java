package org.carrel.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks, with JMH's own options, and ends with each beside its anchor. */
public final class Benchmarks {
  private static final Map<String, String> ANCHORS =
      Map.of(
          "es256Cold", "es256Anchor",
          "es256CacheHit", "es256Anchor",
          "es256CacheHitOfANewString", "es256Anchor",
          "rs256Cold", "rs256Anchor");

  private Benchmarks() {}

  /** What one benchmark came to. */
  private record Figure(double perSecond, double bytes) {}

  /**
   * Runs those that the options name, else all.
   *
   * @param arguments as JMH takes them, such as {@code -f 3 es256}
   */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().parent(given).addProfiler(GCProfiler.class).build()).run();
    Map<String, Figure> figures = new LinkedHashMap<>();
    results.forEach(result -> figures.put(name(result), figure(result)));
    System.out.println();
    figures.forEach((name, figure) -> System.out.println(line(name, figure, figures)));
  }

  private static String line(String name, Figure figure, Map<String, Figure> figures) {
    Figure anchor = figures.get(ANCHORS.getOrDefault(name, ""));
    String ratio =
        anchor == null
            ? ""
            : String.format(
                Locale.ROOT, "  %,9.2f times its anchor", figure.perSecond / anchor.perSecond);
    return String.format(
        Locale.ROOT,
        "%-28s %,12.0f a second %,8.0f bytes each%s",
        name,
        figure.perSecond,
        figure.bytes,
        ratio);
  }

  private static Figure figure(RunResult result) {
    double bytes =
        result.getSecondaryResults().entrySet().stream()
            .filter(one -> one.getKey().endsWith("gc.alloc.rate.norm"))
            .mapToDouble(one -> one.getValue().getScore())
            .findFirst()
            .orElse(Double.NaN);
    return new Figure(result.getPrimaryResult().getScore(), bytes);
  }

  private static String name(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }
}
