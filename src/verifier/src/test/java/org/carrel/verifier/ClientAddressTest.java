package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client's address behind proxies, and networks. */
class ClientAddressTest {
  private static final List<Cidr> PROXIES =
      List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:1::/48"));

  @Test
  void without_trusted_networks_the_peer_is_the_client_whatever_the_header_says() {
    assertThat(ClientAddress.of(ip("203.0.113.7"), List.of("192.0.2.1"), List.of()))
        .contains(ip("203.0.113.7"));
  }

  @Test
  void a_peer_that_is_no_proxy_is_the_client() {
    assertThat(found("203.0.113.7", "192.0.2.1")).contains(ip("203.0.113.7"));
  }

  @Test
  void the_first_hop_from_the_right_that_is_no_proxy_is_the_client() {
    assertThat(found("10.0.0.1", "192.0.2.66, 198.51.100.3, 10.2.3.4"))
        .contains(ip("198.51.100.3"));
  }

  @Test
  void a_forged_left_end_changes_nothing_not_even_when_it_is_nonsense() {
    assertThat(found("10.0.0.1", "192.0.2.1, 198.51.100.3")).contains(ip("198.51.100.3"));
    assertThat(found("10.0.0.1", "<script>,unknown,,, 198.51.100.3")).contains(ip("198.51.100.3"));
  }

  @Test
  void all_lines_are_walked_the_last_one_first() {
    assertThat(found("10.0.0.1", "192.0.2.66", "198.51.100.3, 10.0.0.9", "10.0.0.8"))
        .contains(ip("198.51.100.3"));
  }

  @Test
  void an_entry_that_is_no_address_means_no_evidence() {
    for (String entry :
        List.of(
            "unknown",
            "_hidden",
            "",
            "example.org",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.256",
            "0x7f.0.0.1",
            "2130706433",
            "1.2.3.4:",
            "fe80::1%eth0",
            "[1.2.3.4]",
            "[::1",
            "::1]",
            "1::2::3",
            ":::",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "12345::",
            "::1.2.3",
            "١.2.3.4",
            "1.2.3.4::",
            "\"192.0.2.1\"")) {
      assertThat(found("10.0.0.1", "192.0.2.1, " + entry)).as(entry).isEmpty();
    }
  }

  @Test
  void addresses_are_read_in_each_of_their_forms() {
    assertThat(found("10.0.0.1", "192.0.2.1:4711")).contains(ip("192.0.2.1"));
    assertThat(found("10.0.0.1", "2001:db8::9")).contains(ip("2001:db8::9"));
    assertThat(found("10.0.0.1", "[2001:db8::9]:443")).contains(ip("2001:db8::9"));
    assertThat(found("10.0.0.1", " [2001:DB8:0:0:0:0:0:9] ")).contains(ip("2001:db8::9"));
    assertThat(found("10.0.0.1", "64:ff9b::192.0.2.33")).contains(ip("64:ff9b::c000:221"));
    assertThat(found("10.0.0.1", "::")).contains(ip("::"));
  }

  @Test
  void ipv4_in_ipv6_counts_as_ipv4() {
    assertThat(found("10.0.0.1", "::ffff:192.0.2.1")).contains(ip("192.0.2.1"));
    assertThat(found("10.0.0.1", "192.0.2.9, ::ffff:10.1.1.1")).contains(ip("192.0.2.9"));
    assertThat(found("::ffff:10.0.0.1", "192.0.2.9")).contains(ip("192.0.2.9"));
  }

  @Test
  void where_every_hop_is_trusted_the_farthest_is_the_client() {
    assertThat(found("10.0.0.1", "10.0.0.3, 10.0.0.2")).contains(ip("10.0.0.3"));
    assertThat(found("10.0.0.1")).contains(ip("10.0.0.1"));
  }

  @Test
  void an_endless_chain_of_proxies_is_no_evidence() {
    String[] hops = new String[100];
    Arrays.fill(hops, "10.0.0.1");
    assertThat(found("10.0.0.1", "192.0.2.1," + String.join(",", hops))).isEmpty();
  }

  @Test
  void a_network_holds_its_first_and_last_address_and_not_their_neighbours() {
    Cidr network = Cidr.parse("192.0.2.64/26");
    assertThat(network.contains(ip("192.0.2.64"))).isTrue();
    assertThat(network.contains(ip("192.0.2.127"))).isTrue();
    assertThat(network.contains(ip("192.0.2.63"))).isFalse();
    assertThat(network.contains(ip("192.0.2.128"))).isFalse();
    assertThat(network.contains(ip("2001:db8::1"))).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").contains(ip("203.0.113.1"))).isTrue();
    assertThat(Cidr.parse("2001:db8::/33").contains(ip("2001:db8:7fff::1"))).isTrue();
    assertThat(Cidr.parse("2001:db8::/33").contains(ip("2001:db8:8000::1"))).isFalse();
  }

  @Test
  void networks_have_one_form() {
    assertThat(Cidr.parse("::ffff:10.0.0.0/104")).isEqualTo(Cidr.parse("10.0.0.0/8"));
    assertThat(Cidr.parse("192.0.2.1")).hasToString("192.0.2.1/32");
    assertThat(Cidr.parse("2001:db8::").prefix()).isEqualTo(128);
    for (String wrong :
        List.of(
            "",
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0.0/-1",
            "10.0.0.0/",
            "10.0.0.0/08",
            "example.org/8",
            "::ffff:10.0.0.0/64",
            "2001:db8::1/64",
            "10.0.0.0/8/8")) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Cidr.parse(wrong));
    }
  }

  private static Optional<InetAddress> found(String peer, String... lines) {
    return ClientAddress.of(ip(peer), List.of(lines), PROXIES);
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
