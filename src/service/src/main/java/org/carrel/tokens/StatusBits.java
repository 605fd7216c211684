package org.carrel.tokens;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * The bits of a status list (Token Status List, draft-ietf-oauth-status-list, section 4): 2 for
 * each entry, the least significant first, compressed with zlib.
 */
final class StatusBits {
  static final int VALID = 0;
  static final int INVALID = 1;
  static final int SUSPENDED = 2;

  private static final int BITS = 2;
  private static final int PER_BYTE = 8 / BITS;
  private static final int ZLIB_LEVEL = 6;

  private final byte[] bytes;

  private StatusBits(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param entries how many, a multiple of 4
   * @param statuses index to status; what is not named is valid
   */
  static StatusBits of(int entries, Map<Integer, Integer> statuses) {
    byte[] bytes = new byte[entries / PER_BYTE];
    statuses.forEach(
        (index, status) -> bytes[index / PER_BYTE] |= (byte) (status << (index % PER_BYTE * BITS)));
    return new StatusBits(bytes);
  }

  /** The claim {@code status_list}. */
  Map<String, Object> claim() {
    return Map.of(
        "bits", BITS, "lst", Base64.getUrlEncoder().withoutPadding().encodeToString(deflated()));
  }

  private byte[] deflated() {
    Deflater deflater = new Deflater(ZLIB_LEVEL);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
