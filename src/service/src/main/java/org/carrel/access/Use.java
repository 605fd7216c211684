package org.carrel.access;

/**
 * What was used on a token since the last report.
 *
 * @param subject the token's {@code sub}: the pass or the institution
 * @param pages pages shown, 0 or more
 * @param downloads documents downloaded, 0 or more
 */
public record Use(String subject, int pages, int downloads) {
  public Use {
    if (pages < 0 || downloads < 0) {
      throw new IllegalArgumentException("use is counted up, never down");
    }
  }
}
