package org.carrel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding the ranges of an address, and the network in which it lies. */
class RangeTableTest {
  @Test
  void the_smallest_range_comes_first_and_ends_are_inside() {
    RangeTable table =
        new RangeTable(
            List.of(
                range("campus", "192.0.2.0", "192.0.2.255"),
                range("law", "192.0.2.64", "192.0.2.127"),
                range("desk", "192.0.2.100", "192.0.2.100")));
    assertThat(at(table, "192.0.2.0")).containsExactly("campus");
    assertThat(at(table, "192.0.2.64")).containsExactly("law", "campus");
    assertThat(at(table, "192.0.2.100")).containsExactly("desk", "law", "campus");
    assertThat(at(table, "192.0.2.101")).containsExactly("law", "campus");
    assertThat(at(table, "192.0.2.127")).containsExactly("law", "campus");
    assertThat(at(table, "192.0.2.128")).containsExactly("campus");
    assertThat(at(table, "192.0.2.255")).containsExactly("campus");
    assertThat(at(table, "192.0.3.0")).isEmpty();
    assertThat(at(table, "192.0.1.255")).isEmpty();
  }

  @Test
  void the_families_know_nothing_of_each_other_and_the_last_address_is_one() {
    RangeTable table =
        new RangeTable(
            List.of(
                range("four", "255.255.255.0", "255.255.255.255"),
                range("six", "2001:db8:40::", "2001:db8:40:ffff:ffff:ffff:ffff:ffff"),
                range("end", "ffff::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")));
    assertThat(at(table, "255.255.255.255")).containsExactly("four");
    assertThat(at(table, "2001:db8:40::1")).containsExactly("six");
    assertThat(at(table, "2001:db8:41::")).isEmpty();
    assertThat(at(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).containsExactly("end");
    assertThat(at(table, "ffff:ff00::")).containsExactly("end");
    assertThat(at(RangeTable.EMPTY, "192.0.2.1")).isEmpty();
  }

  @Test
  void it_finds_what_a_search_through_all_ranges_finds() {
    Random random = new Random(20_261_124);
    for (int round = 0; round < 40; round++) {
      List<AddressRange> ranges = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        ranges.add(random(random, i));
      }
      RangeTable table = new RangeTable(ranges);
      for (int i = 0; i < 400; i++) {
        InetAddress address = address(random.nextBoolean() ? 4 : 16, random);
        List<String> expected =
            ranges.stream()
                .filter(range -> holds(range, address))
                .sorted(Comparator.comparing(Block::size).thenComparing(AddressRange::id))
                .map(AddressRange::id)
                .toList();
        assertThat(table.of(address).stream().map(AddressRange::id))
            .as(address.getHostAddress())
            .containsExactlyElementsOf(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0,     192.0.2.255,   192.0.2.7,       192.0.2.0/24",
    "192.0.2.10,    192.0.2.40,    192.0.2.20,      192.0.2.16/28",
    "192.0.2.10,    192.0.2.40,    192.0.2.10,      192.0.2.10/31",
    "192.0.2.10,    192.0.2.40,    192.0.2.40,      192.0.2.40/32",
    "192.0.2.7,     192.0.2.7,     192.0.2.7,       192.0.2.7/32",
    "0.0.0.0,       255.255.255.255, 192.0.2.7,     0.0.0.0/0",
    "128.0.0.0,     191.255.255.255, 191.0.0.1,     128.0.0.0/2",
    "2001:db8:40::, 2001:db8:40:ffff:ffff:ffff:ffff:ffff, 2001:db8:40::9, 2001:db8:40:0:0:0:0:0/48"
  })
  void the_network_of_a_token_is_the_largest_block_of_the_range_around_the_address(
      String first, String last, String address, String net) {
    assertThat(Block.around(ip(address), range("r", first, last))).isEqualTo(net);
  }

  private static List<String> at(RangeTable table, String address) {
    return table.of(ip(address)).stream().map(AddressRange::id).toList();
  }

  private static AddressRange random(Random random, int number) {
    InetAddress one = address(number % 3 == 0 ? 16 : 4, random);
    InetAddress two = address(number % 3 == 0 ? 16 : 4, random);
    boolean ordered = number(one).compareTo(number(two)) <= 0;
    String name = "r" + number;
    return new AddressRange(
        name, List.of("institution:" + name), number, ordered ? one : two, ordered ? two : one);
  }

  /** Few different bits, so that ranges meet. */
  private static InetAddress address(int length, Random random) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) (random.nextInt(3) * 127);
    bytes[1] = (byte) random.nextInt(4);
    bytes[length - 1] = (byte) random.nextInt(256);
    return of(bytes);
  }

  private static boolean holds(AddressRange range, InetAddress address) {
    return range.first().getAddress().length == address.getAddress().length
        && number(range.first()).compareTo(number(address)) <= 0
        && number(address).compareTo(number(range.last())) <= 0;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static AddressRange range(String id, String first, String last) {
    return new AddressRange(id, List.of("institution:" + id), 1, ip(first), ip(last));
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
