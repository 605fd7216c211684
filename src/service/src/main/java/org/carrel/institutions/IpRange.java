package org.carrel.institutions;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of an organization's network, as its people write them: {@code 192.0.2.7}, {@code
 * 192.0.2.0/24}, {@code 192.0.2.10-192.0.2.40}, {@code 192.0.2.*}, {@code 2001:db8:40::/48}, {@code
 * 2001:db8:40:*}.
 *
 * @param written as it was written
 * @param first lowest address
 * @param last highest address, of the same family
 */
public record IpRange(String written, InetAddress first, InetAddress last) {
  private static final Pattern OCTETS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern PREFIX = Pattern.compile("([^/]+)/(\\d{1,3})");
  private static final Pattern WILD_4 = Pattern.compile("(\\d{1,3}\\.){1,3}(\\*\\.){0,2}\\*");
  private static final Pattern WILD_6 = Pattern.compile("([0-9a-fA-F]{1,4}:){1,7}\\*");

  /** A line that names no addresses; the message says why, for the person who wrote it. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The range that {@code written} names.
   *
   * @throws Unusable with the reason
   */
  public static IpRange parse(String written) throws Unusable {
    String text = written.strip().replaceAll("\\s*[-–]\\s*", "-");
    Matcher prefix = PREFIX.matcher(text);
    IpRange range;
    if (prefix.matches()) {
      range =
          ofPrefix(written.strip(), address(prefix.group(1)), Integer.parseInt(prefix.group(2)));
    } else if (text.indexOf('*') >= 0) {
      range = ofWildcard(written.strip(), text);
    } else if (text.indexOf('-') >= 0) {
      String[] ends = text.split("-", -1);
      if (ends.length != 2) {
        throw new Unusable("A range has two ends, like 192.0.2.10-192.0.2.40.");
      }
      range = new IpRange(written.strip(), address(ends[0]), address(ends[1]));
    } else {
      range = new IpRange(written.strip(), address(text), address(text));
    }
    RangeRules.check(range);
    return range;
  }

  /** Whether these are addresses of IP version 4. */
  public boolean isVersion4() {
    return first.getAddress().length == 4;
  }

  /** How many addresses, 1 or more. */
  public BigInteger size() {
    return number(last).subtract(number(first)).add(BigInteger.ONE);
  }

  static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static IpRange ofPrefix(String written, InetAddress base, int length) throws Unusable {
    byte[] first = base.getAddress();
    if (length > first.length * 8) {
      throw new Unusable("After the slash stands at most " + first.length * 8 + ".");
    }
    byte[] last = first.clone();
    for (int bit = length; bit < first.length * 8; bit++) {
      int mask = 0x80 >> (bit % 8);
      first[bit / 8] &= (byte) ~mask;
      last[bit / 8] |= (byte) mask;
    }
    if (!Arrays.equals(first, base.getAddress())) {
      throw new Unusable(
          base.getHostAddress()
              + " is inside this network, not its beginning. Did you mean "
              + bytes(first).getHostAddress()
              + "/"
              + length
              + "?");
    }
    return new IpRange(written, base, bytes(last));
  }

  private static IpRange ofWildcard(String written, String text) throws Unusable {
    if (WILD_4.matcher(text).matches() && text.split("\\.").length == 4) {
      return new IpRange(
          written, address(text.replace("*", "0")), address(text.replace("*", "255")));
    }
    if (WILD_6.matcher(text).matches()) {
      String groups = text.substring(0, text.length() - 2);
      int length = groups.split(":").length * 16;
      return ofPrefix(written, address(length == 128 ? groups : groups + "::"), length);
    }
    throw new Unusable("A star stands only at the end, like 192.0.2.* or 2001:db8:40:*.");
  }

  /** The address in {@code text}; no name is ever looked up. */
  private static InetAddress address(String text) throws Unusable {
    Matcher octets = OCTETS.matcher(text);
    if (octets.matches()) {
      byte[] bytes = new byte[4];
      for (int i = 0; i < 4; i++) {
        int octet = Integer.parseInt(octets.group(i + 1));
        if (octet > 255) {
          throw new Unusable("A part of " + text + " is larger than 255.");
        }
        bytes[i] = (byte) octet;
      }
      return bytes(bytes);
    }
    if (text.matches("[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw new Unusable(text + " is not a complete IPv6 address.");
      }
    }
    throw new Unusable("This is not an IP address, like 192.0.2.0/24 or 2001:db8:40::/48.");
  }

  private static InetAddress bytes(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }
}
