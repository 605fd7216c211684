package org.carrel.docserver.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ingest LIST LIBRARY}: makes the documents of a list, without starting a server. */
public final class IngestCommand {
  private static final String USAGE =
      """
      usage: ingest LIST LIBRARY
        LIST     lines of handle, source (.txt or .pdf, beside LIST), layout (book, report), title, note; tabs between
        LIBRARY  the folder that the document server reads""";

  private IngestCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what follows the word {@code ingest}
   * @return the exit code: 0 done, 1 failed, 64 wrong usage
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() != 2) {
      err.println(USAGE);
      return 64;
    }
    System.setProperty("java.awt.headless", "true");
    try {
      Path library = Path.of(arguments.get(1));
      Files.createDirectories(library);
      Ingest ingest = new Ingest(library);
      for (Entry entry : Entry.read(Path.of(arguments.get(0)))) {
        int pages = ingest.make(entry);
        out.println(entry.handle() + (pages == 0 ? ": up to date" : ": " + pages + " pages"));
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      err.println("ingest failed: " + e.getMessage());
      return 1;
    }
  }
}
