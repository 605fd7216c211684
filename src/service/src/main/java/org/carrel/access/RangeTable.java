package org.carrel.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Which ranges an address lies in, the smallest first. Immutable; ranges may nest, overlap and be
 * alike. Kept as the stretches between all their ends, in sorted arrays: an address is found by its
 * first 16 bits and a short binary search.
 */
final class RangeTable {
  static final RangeTable EMPTY = new RangeTable(List.of());

  private final Half four;
  private final Half six;

  RangeTable(List<AddressRange> ranges) {
    four = new Half(ranges.stream().filter(range -> isFour(range.first())).toList());
    six = new Half(ranges.stream().filter(range -> !isFour(range.first())).toList());
  }

  /** The ranges that hold {@code address}, the smallest first. */
  List<AddressRange> of(InetAddress address) {
    return (isFour(address) ? four : six).of(Point.of(address.getAddress()));
  }

  private static boolean isFour(InetAddress address) {
    return address.getAddress().length == 4;
  }

  /** An address of either family as 128 bits from the left, compared without sign. */
  record Point(long high, long low) implements Comparable<Point> {
    static Point of(byte[] address) {
      long high = 0;
      long low = 0;
      for (int i = 0; i < 8; i++) {
        high = high << 8 | (i < address.length ? address[i] & 0xFF : 0);
        low = low << 8 | (i + 8 < address.length ? address[i + 8] & 0xFF : 0);
      }
      return new Point(high, low);
    }

    /** The first address beyond {@code last}; the origin where there is none. */
    static Point after(byte[] last) {
      byte[] next = last.clone();
      for (int i = next.length - 1; i >= 0; i--) {
        next[i]++;
        if (next[i] != 0) {
          break;
        }
      }
      return of(next);
    }

    @Override
    public int compareTo(Point other) {
      int by = Long.compareUnsigned(high, other.high);
      return by != 0 ? by : Long.compareUnsigned(low, other.low);
    }
  }

  /** The ranges of one family. */
  private static final class Half {
    private static final int INDEX_BITS = 16;

    private final long[] high;
    private final long[] low;
    private final List<List<AddressRange>> inside = new ArrayList<>();
    private final int[] index = new int[(1 << INDEX_BITS) + 1];

    private record Edge(Point at, boolean opens, int range) {}

    Half(List<AddressRange> ranges) {
      List<Point> starts = new ArrayList<>();
      sweep(ranges, starts);
      high = starts.stream().mapToLong(Point::high).toArray();
      low = starts.stream().mapToLong(Point::low).toArray();
      int place = 0;
      for (int bits = 0; bits < 1 << INDEX_BITS; bits++) {
        while (place < high.length && high[place] >>> (Long.SIZE - INDEX_BITS) < bits) {
          place++;
        }
        index[bits] = place;
      }
      index[1 << INDEX_BITS] = high.length;
    }

    /** Walks from end to end and notes what lies open between two of them. */
    private void sweep(List<AddressRange> ranges, List<Point> starts) {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < ranges.size(); i++) {
        edges.add(new Edge(Point.of(ranges.get(i).first().getAddress()), true, i));
        Point after = Point.after(ranges.get(i).last().getAddress());
        if (after.high() != 0 || after.low() != 0) {
          edges.add(new Edge(after, false, i));
        }
      }
      edges.sort(Comparator.comparing(Edge::at));
      int[] rank = bySize(ranges);
      TreeSet<Integer> open =
          new TreeSet<>(Comparator.comparingInt((Integer range) -> rank[range]));
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        if (edge.opens()) {
          open.add(edge.range());
        } else {
          open.remove(edge.range());
        }
        if (i + 1 == edges.size() || !edges.get(i + 1).at().equals(edge.at())) {
          starts.add(edge.at());
          inside.add(open.stream().map(ranges::get).toList());
        }
      }
    }

    private static int[] bySize(List<AddressRange> ranges) {
      List<Integer> sorted = new ArrayList<>();
      for (int i = 0; i < ranges.size(); i++) {
        sorted.add(i);
      }
      sorted.sort(
          Comparator.comparing((Integer i) -> Block.size(ranges.get(i)))
              .thenComparing(i -> ranges.get(i).id()));
      int[] rank = new int[ranges.size()];
      for (int place = 0; place < rank.length; place++) {
        rank[sorted.get(place)] = place;
      }
      return rank;
    }

    List<AddressRange> of(Point point) {
      int bits = (int) (point.high() >>> (Long.SIZE - INDEX_BITS));
      int from = index[bits];
      int to = index[bits + 1];
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (startsAfter(middle, point)) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      return from == 0 ? List.of() : inside.get(from - 1);
    }

    private boolean startsAfter(int place, Point point) {
      int by = Long.compareUnsigned(high[place], point.high());
      return by > 0 || (by == 0 && Long.compareUnsigned(low[place], point.low()) > 0);
    }
  }
}
