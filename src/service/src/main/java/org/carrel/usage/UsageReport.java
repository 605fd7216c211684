package org.carrel.usage;

import java.util.List;

/**
 * How much was read by a grant: counts only.
 *
 * @param sessions how many sessions read or were refused
 * @param documents those that enough sessions read, the most read first
 */
public record UsageReport(
    long sessions, long opened, long downloaded, long refused, List<Document> documents) {

  /** A document is named from so many sessions on: fewer could be told apart. */
  public static final int LEAST_SESSIONS = 5;

  /**
   * How much a document was read.
   *
   * @param title as the catalogue has it; the handle where it has none any more
   */
  public record Document(
      String handle, String title, long sessions, long opened, long downloaded) {}

  public boolean isEmpty() {
    return opened == 0 && downloaded == 0 && refused == 0;
  }
}
