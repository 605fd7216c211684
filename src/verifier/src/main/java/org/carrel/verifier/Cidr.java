package org.carrel.verifier;

import java.net.InetAddress;
import java.util.Arrays;

/** A network such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; a bare address is a network. */
public final class Cidr {
  private static final int MAPPED = 96;

  private final byte[] network;
  private final int prefix;

  private Cidr(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads a network; names are never looked up.
   *
   * @throws IllegalArgumentException for anything else, a network with bits beyond its prefix among
   *     them
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes =
        IpLiteral.parse(address)
            .orElseThrow(() -> new IllegalArgumentException("no IP address: " + address))
            .getAddress();
    boolean mapped = bytes.length == 4 && address.indexOf(':') >= 0;
    int width = mapped ? MAPPED + 32 : bytes.length * 8;
    int written = slash < 0 ? width : prefix(text.substring(slash + 1), width);
    int prefix = mapped ? written - MAPPED : written;
    if (prefix < 0) {
      throw new IllegalArgumentException("IPv4-mapped networks begin at /96: " + text);
    }
    Cidr cidr = new Cidr(bytes, prefix);
    if (!cidr.endsInZeros()) {
      throw new IllegalArgumentException("bits beyond the prefix are set: " + text);
    }
    return cidr;
  }

  /** Whether the address lies in this network; IPv4-mapped IPv6 counts as IPv4. */
  public boolean contains(InetAddress address) {
    byte[] bytes = IpLiteral.normalised(address).getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xFF) >> (8 - rest) == 0;
  }

  public int prefix() {
    return prefix;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that
        && prefix == that.prefix
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }

  @Override
  public String toString() {
    return IpLiteral.address(network).getHostAddress() + "/" + prefix;
  }

  private boolean endsInZeros() {
    for (int bit = prefix; bit < network.length * 8; bit++) {
      if ((network[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int prefix(String digits, int width) {
    if (digits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(digits) <= width) {
      return Integer.parseInt(digits);
    }
    throw new IllegalArgumentException("no prefix length from 0 to " + width + ": " + digits);
  }
}
