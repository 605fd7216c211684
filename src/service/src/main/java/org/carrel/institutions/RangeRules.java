package org.carrel.institutions;

import java.math.BigInteger;
import java.net.InetAddress;

/** Which ranges can be an organization's own, seen from the internet. */
final class RangeRules {
  /** A /8 of IPv4 and a /19 of IPv6: more than any institution that we know holds. */
  private static final BigInteger MOST_4 = BigInteger.ONE.shiftLeft(24);

  private static final BigInteger MOST_6 = BigInteger.ONE.shiftLeft(109);

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
    if (isPrivate(range.first()) || isPrivate(range.last())) {
      throw new IpRange.Unusable(
          "These addresses exist only inside your network. We need those that the internet sees;"
              + " your network's people know them.");
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return shared
        || unique
        || address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }
}
