package org.carrel.stories;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a landing page of a random handle costs in processor time, with two libraries side by side:
 * rounds that take turns, so that whatever else the machine does meets both alike.
 */
final class LandingCost {
  private static final int WARM_UP = 2_000;
  private static final int PAGES = 800;
  private static final int ROUNDS = 9;

  private final SplittableRandom random = new SplittableRandom(4711);
  private final LibraryService small;
  private final LibraryService large;
  private final double[][] micros = new double[4][ROUNDS];

  private LandingCost(LibraryService small, LibraryService large) {
    this.small = small;
    this.large = large;
  }

  /** Microseconds a page. */
  private record Cost(double service, double server) {}

  /**
   * A ratio of the large library to the small one, round by round.
   *
   * @param small median of microseconds a page
   * @param large median of microseconds a page
   */
  record Ratio(String what, double small, double large, double median, double least, double most) {
    @Override
    public String toString() {
      return String.format(
          "%-24s %7.0f µs a page with %s, %7.0f µs with %s: ratio %.3f (rounds %.3f to %.3f)",
          what, small, "the small", large, "the large", median, least, most);
    }
  }

  /** Measures: the service, the database server, and both together. */
  static List<Ratio> of(LibraryService small, LibraryService large) {
    LandingCost cost = new LandingCost(small, large);
    cost.fetch(small, WARM_UP);
    cost.fetch(large, WARM_UP);
    for (int round = 0; round < ROUNDS; round++) {
      boolean smallFirst = round % 2 == 0;
      Cost one = cost.round(smallFirst ? small : large);
      Cost other = cost.round(smallFirst ? large : small);
      cost.note(round, smallFirst ? one : other, smallFirst ? other : one);
    }
    return List.of(cost.ratio("service", 0, 1), cost.ratio("PostgreSQL", 2, 3), cost.together());
  }

  private void note(int round, Cost ofSmall, Cost ofLarge) {
    micros[0][round] = ofSmall.service();
    micros[1][round] = ofLarge.service();
    micros[2][round] = ofSmall.server();
    micros[3][round] = ofLarge.server();
  }

  private Cost round(LibraryService service) {
    Duration before = service.processor();
    Map<Long, Duration> server = service.serverProcessor();
    fetch(service, PAGES);
    return new Cost(
        micros(service.processor().minus(before)), micros(service.serverProcessorSince(server)));
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1000.0 / PAGES;
  }

  private void fetch(LibraryService service, int pages) {
    for (int i = 0; i < pages; i++) {
      String address = service.url() + "/d/" + service.library().anyHandle(random);
      int status = Http.get(address).statusCode();
      if (status != 200) {
        throw new IllegalStateException(address + " answered " + status);
      }
    }
  }

  private Ratio ratio(String what, int below, int above) {
    return ratio(what, micros[below], micros[above]);
  }

  private Ratio together() {
    return ratio("both", sum(0, 2), sum(1, 3));
  }

  private double[] sum(int one, int other) {
    return IntStream.range(0, ROUNDS).mapToDouble(i -> micros[one][i] + micros[other][i]).toArray();
  }

  private static Ratio ratio(String what, double[] below, double[] above) {
    double[] ratios = IntStream.range(0, ROUNDS).mapToDouble(i -> above[i] / below[i]).toArray();
    Arrays.sort(ratios);
    return new Ratio(
        what, median(below), median(above), median(ratios), ratios[0], ratios[ROUNDS - 1]);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
