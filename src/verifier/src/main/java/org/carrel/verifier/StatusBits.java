package org.carrel.verifier;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The packed entries of a Token Status List (draft-ietf-oauth-status-list, section 4): entries of
 * 1, 2, 4 or 8 bits, the first in the lowest bits of the first byte.
 */
final class StatusBits {
  private static final int CHUNK = 8 * 1024;

  private final byte[] packed;
  private final int bits;

  private StatusBits(byte[] packed, int bits) {
    this.packed = packed;
    this.bits = bits;
  }

  /**
   * Inflates a zlib stream, never past {@code mostBytes}, whatever the stream holds.
   *
   * @param bits 1, 2, 4 or 8 for each entry
   */
  static StatusBits inflate(byte[] zlib, int bits, int mostBytes) throws Refusal {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(zlib);
      byte[] packed = inflate(inflater, mostBytes);
      if (inflater.getRemaining() > 0) {
        throw new Refusal(Reason.BAD_CLAIM, "lst holds more than one zlib stream");
      }
      return new StatusBits(packed, bits);
    } catch (DataFormatException e) {
      throw new Refusal(Reason.BAD_CLAIM, "lst is no zlib stream");
    } finally {
      inflater.end();
    }
  }

  /** How many entries there are. */
  int size() {
    return packed.length * (8 / bits);
  }

  /** The entry, or -1 where there is none of that number. */
  int at(int index) {
    if (index < 0 || index >= size()) {
      return -1;
    }
    int perByte = 8 / bits;
    return (packed[index / perByte] & 0xFF) >> (index % perByte) * bits & (1 << bits) - 1;
  }

  private static byte[] inflate(Inflater inflater, int mostBytes)
      throws DataFormatException, Refusal {
    ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    while (!inflater.finished()) {
      int room = Math.min(chunk.length, mostBytes - out.size() + 1);
      int count = inflater.inflate(chunk, 0, room);
      out.write(chunk, 0, count);
      if (out.size() > mostBytes) {
        throw new Refusal(Reason.TOO_LONG, "lst inflates to more than " + mostBytes + " bytes");
      }
      if (count == 0 && !inflater.finished()) {
        throw new Refusal(Reason.BAD_CLAIM, "lst is no whole zlib stream");
      }
    }
    return out.toByteArray();
  }
}
