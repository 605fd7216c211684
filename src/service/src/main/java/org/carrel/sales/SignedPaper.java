package org.carrel.sales;

import java.util.Arrays;
import java.util.Optional;

/**
 * A file with a signature: a PDF or a scan of paper.
 *
 * @param kind what was signed
 * @param format of the file, as its first bytes say
 * @param bytes the file
 */
public record SignedPaper(Kind kind, Format format, byte[] bytes) {
  /** The largest file that is taken. */
  public static final int MOST_BYTES = 8 * 1024 * 1024;

  /** What came on paper. */
  public enum Kind {
    SIGNED_QUOTE("The signed quote"),
    PURCHASE_ORDER("A purchase order");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As pages say it. */
    public String label() {
      return label;
    }
  }

  /** What kinds of files are taken, by their first bytes. */
  public enum Format {
    PDF("application/pdf", "pdf", "%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
    PNG("image/png", "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}),
    JPEG("image/jpeg", "jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});

    private final String mediaType;
    private final String ending;
    private final byte[] begins;

    Format(String mediaType, String ending, byte[] begins) {
      this.mediaType = mediaType;
      this.ending = ending;
      this.begins = begins;
    }

    public String mediaType() {
      return mediaType;
    }

    /** Of the name of a file. */
    public String ending() {
      return ending;
    }

    /** The format that these bytes begin like. */
    public static Optional<Format> of(byte[] bytes) {
      return Arrays.stream(values())
          .filter(
              one ->
                  bytes.length > one.begins.length
                      && Arrays.equals(
                          bytes, 0, one.begins.length, one.begins, 0, one.begins.length))
          .findFirst();
    }

    static Format ofType(String mediaType) {
      return Arrays.stream(values())
          .filter(one -> one.mediaType.equals(mediaType))
          .findFirst()
          .orElseThrow();
    }
  }

  public SignedPaper {
    if (bytes.length > MOST_BYTES || Format.of(bytes).filter(format::equals).isEmpty()) {
      throw new IllegalArgumentException("not a file of this kind, or too large");
    }
  }

  /** Without what it holds. */
  @Override
  public String toString() {
    return "SignedPaper[" + kind + ", " + format + "]";
  }
}
