package org.carrel.institutions;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** Which ranges can be an organization's own, seen from the internet. */
final class RangeRules {
  /** A /8 of IPv4 and a /19 of IPv6: more than any institution that we know holds. */
  private static final BigInteger MOST_4 = BigInteger.ONE.shiftLeft(24);

  private static final BigInteger MOST_6 = BigInteger.ONE.shiftLeft(109);

  private static final List<Network> PRIVATE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "224.0.0.0/3",
              "::/128",
              "::1/128",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Network::of)
          .toList();

  private RangeRules() {}

  static void check(IpRange range) throws IpRange.Unusable {
    if (range.first().getAddress().length != range.last().getAddress().length) {
      throw new IpRange.Unusable("Both ends of a range are IPv4, or both are IPv6.");
    }
    if (range.size().signum() <= 0) {
      throw new IpRange.Unusable("The range ends before it begins: exchange the two addresses.");
    }
    if (range.size().compareTo(range.isVersion4() ? MOST_4 : MOST_6) > 0) {
      throw new IpRange.Unusable(
          "This covers " + range.size() + " addresses, more than an institution has.");
    }
    if (touchesPrivate(range)) {
      throw new IpRange.Unusable(
          "These addresses exist only inside your network. We need those that the internet sees;"
              + " your network's people know them.");
    }
  }

  /** Whether any address of it is: its ends may lie on both sides of such a network. */
  private static boolean touchesPrivate(IpRange range) {
    BigInteger first = IpRange.number(range.first());
    BigInteger last = IpRange.number(range.last());
    return PRIVATE.stream()
        .filter(network -> network.isVersion4() == range.isVersion4())
        .anyMatch(
            network ->
                first.compareTo(network.last()) <= 0 && last.compareTo(network.first()) >= 0);
  }

  private record Network(boolean isVersion4, BigInteger first, BigInteger last) {
    /** The network {@code text}, which is a literal: no name is looked up. */
    static Network of(String text) {
      String[] parts = text.split("/");
      InetAddress address;
      try {
        address = InetAddress.getByName(parts[0]);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
      int bits = address.getAddress().length * 8;
      BigInteger first = IpRange.number(address);
      BigInteger size = BigInteger.ONE.shiftLeft(bits - Integer.parseInt(parts[1]));
      return new Network(bits == 32, first, first.add(size).subtract(BigInteger.ONE));
    }
  }
}
