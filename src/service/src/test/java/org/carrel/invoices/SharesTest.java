package org.carrel.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void three_partial_refunds_sum_to_the_invoice_to_the_cent() {
    List<Long> first = Shares.of(3103, List.of(203L), 0, List.of(0L), 1000);
    List<Long> second = Shares.of(3103, List.of(203L), 1000, first, 1000);
    long soFar = first.get(0) + second.get(0);
    List<Long> third = Shares.of(3103, List.of(203L), 2000, List.of(soFar), 1103);
    assertThat(first).containsExactly(65L);
    assertThat(second).containsExactly(66L);
    assertThat(soFar + third.get(0)).isEqualTo(203);
  }

  @Test
  void more_than_is_left_is_not_credited() {
    assertThatThrownBy(() -> Shares.of(100, List.of(7L), 60, List.of(4L), 41))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Shares.of(100, List.of(7L), 60, List.of(4L), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Random invoices, credited away in random parts, some of whose refunds fail on the way. */
  @Test
  void however_an_invoice_is_credited_away_its_parts_sum_to_it() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      long total = 1 + random.nextInt(random.nextBoolean() ? 20 : 2_000_000);
      List<Long> taxes = taxes(random, total);
      List<Part> standing = new ArrayList<>();
      while (sum(standing) < total) {
        long left = total - sum(standing);
        long amount = random.nextInt(4) == 0 ? left : 1 + (long) (random.nextDouble() * (left - 1));
        List<Long> shares = Shares.of(total, taxes, sum(standing), taxes(standing, taxes), amount);
        standing.add(new Part(amount, shares));
        if (sum(standing) < total && random.nextInt(5) == 0) {
          standing.remove(random.nextInt(standing.size()));
        }
      }
      assertThat(taxes(standing, taxes)).as("seed %d", seed).isEqualTo(taxes);
      assertThat(sum(standing)).as("seed %d", seed).isEqualTo(total);
    }
  }

  private record Part(long amount, List<Long> taxes) {}

  private static List<Long> taxes(Random random, long total) {
    List<Long> taxes = new ArrayList<>();
    long left = total;
    for (int i = random.nextInt(3); i > 0; i--) {
      long tax = (long) (left * random.nextDouble() / 4);
      taxes.add(tax);
      left -= tax;
    }
    return taxes;
  }

  private static long sum(List<Part> parts) {
    return parts.stream().mapToLong(Part::amount).sum();
  }

  private static List<Long> taxes(List<Part> parts, List<Long> like) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < like.size(); i++) {
      int rate = i;
      sums.add(parts.stream().mapToLong(part -> part.taxes().get(rate)).sum());
    }
    return sums;
  }
}
