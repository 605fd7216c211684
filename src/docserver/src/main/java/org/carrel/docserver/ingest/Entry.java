package org.carrel.docserver.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carrel.docserver.library.Handle;

/**
 * One line of a list of documents: handle, source file (beside the list), layout, title and a note
 * for readers, between tabs. Lines that begin with {@code #} and empty lines are skipped.
 */
record Entry(Handle handle, Path source, Layout layout, String title, String note) {
  static List<Entry> read(Path list) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(list);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        entries.add(parse(line, list, i + 1));
      }
    }
    return entries;
  }

  private static Entry parse(String line, Path list, int number) {
    String[] columns = line.split("\t", -1);
    if (columns.length < 4 || columns[3].isBlank()) {
      throw wrong(list, number, "handle, source, layout and title are needed, between tabs");
    }
    Handle handle =
        Handle.parse(columns[0].strip())
            .orElseThrow(() -> wrong(list, number, "not a handle: " + columns[0]));
    Path source = list.toAbsolutePath().resolveSibling(columns[1].strip()).normalize();
    if (!Files.isReadable(source)) {
      throw wrong(list, number, "the source " + columns[1] + " cannot be read");
    }
    try {
      Layout layout = Layout.named(columns[2].strip());
      String note = columns.length > 4 ? columns[4].strip() : "";
      return new Entry(handle, source, layout, columns[3].strip(), note);
    } catch (IllegalArgumentException e) {
      throw wrong(list, number, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException wrong(Path list, int line, String what) {
    return new IllegalArgumentException(list.getFileName() + ", line " + line + ": " + what);
  }
}
