package org.carrel.docserver;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import org.carrel.docserver.ingest.IngestCommand;

/** Starts the server, or runs the command {@code ingest} without one. */
@QuarkusMain
public class Docserver {
  private Docserver() {}

  public static void main(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (!words.isEmpty() && words.get(0).equals("ingest")) {
      System.exit(IngestCommand.run(words.subList(1, words.size()), System.out, System.err));
    }
    Quarkus.run(arguments);
  }
}
