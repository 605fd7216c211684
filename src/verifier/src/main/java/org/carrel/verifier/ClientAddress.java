package org.carrel.verifier;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the address of a client behind proxies. Anybody can write the left end of {@code
 * X-Forwarded-For}; only what our own proxies appended at the right is evidence.
 */
public final class ClientAddress {
  private static final int MOST_HOPS = 64;
  private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");

  private ClientAddress() {}

  /**
   * Starts at the TCP peer and goes through all {@code X-Forwarded-For} lines from the right while
   * the hop is in a trusted network; the first that is not is the client. Where every hop is
   * trusted, the farthest is.
   *
   * @param peer the other end of the connection itself
   * @param xForwardedForLines the header's lines in the order received
   * @param trusted the networks of our own proxies; without any, the peer is the client
   * @return empty where an entry to be walked over is no address: then there is no IP evidence
   */
  public static Optional<InetAddress> of(
      InetAddress peer, List<String> xForwardedForLines, List<Cidr> trusted) {
    InetAddress hop = IpLiteral.normalised(peer);
    int hops = 0;
    for (int line = xForwardedForLines.size() - 1; line >= 0; line--) {
      String[] entries = xForwardedForLines.get(line).split(",", -1);
      for (int i = entries.length - 1; i >= 0; i--) {
        if (!isTrusted(hop, trusted)) {
          return Optional.of(hop);
        }
        Optional<InetAddress> next = entry(entries[i].strip());
        if (next.isEmpty() || ++hops > MOST_HOPS) {
          return Optional.empty();
        }
        hop = next.get();
      }
    }
    return Optional.of(hop);
  }

  /** An address, perhaps with a port or, for IPv6, brackets; nothing else counts. */
  private static Optional<InetAddress> entry(String text) {
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches()) {
      return bracketed.group(1).indexOf(':') < 0
          ? Optional.empty()
          : IpLiteral.parse(bracketed.group(1));
    }
    Matcher withPort = WITH_PORT.matcher(text);
    return IpLiteral.parse(withPort.matches() ? withPort.group(1) : text);
  }

  private static boolean isTrusted(InetAddress hop, List<Cidr> trusted) {
    for (Cidr network : trusted) {
      if (network.contains(hop)) {
        return true;
      }
    }
    return false;
  }
}
