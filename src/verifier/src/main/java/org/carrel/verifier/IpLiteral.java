package org.carrel.verifier;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads IP addresses as text, and nothing else: no name is ever looked up, no octal or shortened
 * IPv4 is taken (RFC 6943 section 3.1.1), no zone.
 */
public final class IpLiteral {
  private static final int GROUPS = 8;

  private IpLiteral() {}

  /** An IPv4 or IPv6 address; IPv4-mapped IPv6 becomes IPv4. */
  public static Optional<InetAddress> parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? six(text) : four(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(address(bytes));
  }

  /** The same address with any zone dropped, IPv4-mapped IPv6 as IPv4. */
  static InetAddress normalised(InetAddress address) {
    return address(address.getAddress());
  }

  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static byte[] four(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (parts.length != bytes.length) {
      return new byte[0];
    }
    for (int i = 0; i < bytes.length; i++) {
      int value = number(parts[i], 10, 3);
      if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
        return new byte[0];
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static byte[] six(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all.length == 2 * GROUPS ? all : new byte[0];
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    byte[] head = left.isEmpty() ? new byte[0] : groups(left);
    byte[] tail = right.isEmpty() ? new byte[0] : groups(right);
    boolean broken =
        (head.length == 0 && !left.isEmpty())
            || (tail.length == 0 && !right.isEmpty())
            || left.indexOf('.') >= 0
            || head.length + tail.length > 2 * (GROUPS - 1);
    if (broken) {
      return new byte[0];
    }
    byte[] bytes = new byte[2 * GROUPS];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  /** Groups of hexadecimal digits, the last two perhaps written as IPv4; empty if broken. */
  private static byte[] groups(String text) {
    String[] parts = text.split(":", -1);
    String last = parts[parts.length - 1];
    byte[] four = last.indexOf('.') >= 0 ? four(last) : new byte[0];
    int plain = four.length > 0 ? parts.length - 1 : parts.length;
    if (plain > GROUPS) {
      return new byte[0];
    }
    byte[] bytes = new byte[2 * plain + four.length];
    for (int i = 0; i < plain; i++) {
      int value = number(parts[i], 16, 4);
      if (value < 0) {
        return new byte[0];
      }
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    System.arraycopy(four, 0, bytes, 2 * plain, four.length);
    return bytes;
  }

  private static int number(String digits, int radix, int longest) {
    if (digits.isEmpty() || digits.length() > longest) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char character = digits.charAt(i);
      int digit = character < 128 ? Character.digit(character, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
