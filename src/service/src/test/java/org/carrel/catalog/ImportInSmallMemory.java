package org.carrel.catalog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;

/** An import in a JVM of its own, rolled back at its end: the test gives it little memory. */
final class ImportInSmallMemory {
  private ImportInSmallMemory() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection =
        DriverManager.getConnection(arguments[1], arguments[2], arguments[3])) {
      connection.setAutoCommit(false);
      ImportCatalog.Imported imported =
          new ImportRun(connection, Path.of(arguments[0]), Instant.EPOCH).run();
      connection.rollback();
      System.out.println("added " + imported.added() + " changed " + imported.changed());
    }
  }
}
