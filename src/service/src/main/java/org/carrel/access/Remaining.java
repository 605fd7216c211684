package org.carrel.access;

import org.jspecify.annotations.Nullable;

/**
 * What a grant has left of its limits.
 *
 * @param pages pages, null for no limit
 * @param downloads downloads, null for no limit
 */
public record Remaining(@Nullable Integer pages, @Nullable Integer downloads) {
  static Remaining of(Limits limits, long pagesUsed, long downloadsUsed) {
    return new Remaining(left(limits.pages(), pagesUsed), left(limits.downloads(), downloadsUsed));
  }

  private static @Nullable Integer left(@Nullable Integer limit, long used) {
    return limit == null ? null : (int) Math.max(0, limit - used);
  }

  /** Whether a page may still be read. */
  public boolean hasPages() {
    return pages == null || pages > 0;
  }

  /** Whether a document may still be downloaded. */
  public boolean hasDownloads() {
    return downloads == null || downloads > 0;
  }

  boolean isUsedUp() {
    return !hasPages() && !hasDownloads();
  }
}
