package org.carrel.access;

import java.net.InetAddress;
import java.util.List;

/**
 * Addresses from which an institution's people read, as decisions know them.
 *
 * @param id of the range
 * @param holders the institution as a holder of grants, then those above it, the nearest first
 * @param number the institution's number in tokens
 * @param first lowest address
 * @param last highest address, of the same family
 */
public record AddressRange(
    String id, List<String> holders, int number, InetAddress first, InetAddress last) {
  public AddressRange {
    holders = List.copyOf(holders);
    if (holders.isEmpty() || first.getAddress().length != last.getAddress().length) {
      throw new IllegalArgumentException("not a range of somebody: " + id);
    }
  }
}
