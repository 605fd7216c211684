package org.carrel.docserver.library;

import java.nio.file.Path;

/**
 * A document of the library.
 *
 * @param file its PDF
 * @param version changes whenever the file does
 * @param title as the file states it, else the handle
 * @param note for readers, such as what is missing; may be empty
 * @param pages how many, at least 1
 */
public record Document(
    Handle handle, Path file, String version, String title, String note, int pages) {
  /** Key of {@link #note} in the PDF's document information. */
  public static final String NOTE = "CarrelNote";

  public boolean hasPage(int page) {
    return page >= 1 && page <= pages;
  }
}
