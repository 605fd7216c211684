package org.carrel.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Arithmetic of address blocks. */
final class Block {
  private Block() {}

  /** How many addresses a range has. */
  static BigInteger size(AddressRange range) {
    return number(range.last()).subtract(number(range.first())).add(BigInteger.ONE);
  }

  /**
   * The largest network, in the form {@code 192.0.2.0/24}, that holds {@code address} and lies
   * wholly in the range.
   */
  static String around(InetAddress address, AddressRange range) {
    BigInteger first = number(range.first());
    BigInteger last = number(range.last());
    int width = address.getAddress().length * 8;
    for (int prefix = 0; prefix < width; prefix++) {
      BigInteger size = BigInteger.ONE.shiftLeft(width - prefix);
      BigInteger begin = number(address).divide(size).multiply(size);
      boolean inside =
          begin.compareTo(first) >= 0
              && begin.add(size).subtract(BigInteger.ONE).compareTo(last) <= 0;
      if (inside) {
        return written(begin, width) + "/" + prefix;
      }
    }
    return address.getHostAddress() + "/" + width;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static String written(BigInteger number, int width) {
    byte[] all = number.toByteArray();
    byte[] bytes = new byte[width / 8];
    int length = Math.min(all.length, bytes.length);
    System.arraycopy(all, all.length - length, bytes, bytes.length - length, length);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
