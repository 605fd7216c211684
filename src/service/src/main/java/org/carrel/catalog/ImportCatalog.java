package org.carrel.catalog;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Brings the catalogue up to what three files of JSON Lines say: {@code collections.jsonl}, {@code
 * titles.jsonl}, {@code items.jsonl}; their fields stand in {@code config/demo/README.md}.
 *
 * <p>All or nothing: one wrong line, and nothing changes. The same files again change nothing. What
 * a file no longer names stays, because handles are for ever; an item goes by {@code "withdrawn":
 * true}. Replicas that start together import one after another, and the later ones find nothing to
 * do.
 */
@ApplicationScoped
public class ImportCatalog {
  private static final Logger LOG = Logger.getLogger(ImportCatalog.class);
  private static final long LOCK = 0x6361746c6f67L;
  private static final List<String> FILES =
      List.of("collections.jsonl", "titles.jsonl", "items.jsonl");

  private final DataSource database;
  private final CatalogConfig config;
  private final Clock clock;
  private final Event<CatalogImported> news;

  ImportCatalog(
      DataSource database, CatalogConfig config, Clock clock, Event<CatalogImported> news) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.news = news;
  }

  /**
   * What an import did.
   *
   * @param added rows that are new: collections, titles and items
   * @param changed rows that are different now
   */
  public record Imported(long added, long changed) {}

  /**
   * At start: imports the configured folder if its files are not those of the last import. Wrong
   * files stop the start only where there is no catalogue yet; else the old one stays in force.
   */
  void atStart(@Observes StartupEvent start) {
    try {
      from(config.catalogDir());
    } catch (CatalogRefused e) {
      if (isEmpty()) {
        throw e;
      }
      LOG.errorf("%s; the catalogue of before stays in force", e.getMessage());
    }
  }

  /**
   * Imports a folder, unless its files are those of the last import.
   *
   * @throws CatalogRefused if a line is wrong; nothing was changed
   */
  public Imported from(Path folder) {
    long began = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Imported imported = importLocked(connection, folder);
        connection.commit();
        if (imported.added() + imported.changed() > 0) {
          LOG.infof(
              "catalogue: %d rows added, %d changed, in %d ms",
              imported.added(), imported.changed(), (System.nanoTime() - began) / 1_000_000);
          news.fire(new CatalogImported());
        }
        return imported;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the catalogue in " + folder + " cannot be imported", e);
    }
  }

  private Imported importLocked(Connection connection, Path folder)
      throws SQLException, IOException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
    String digest = digest(folder);
    if (digest.equals(lastDigest(connection))) {
      return new Imported(0, 0);
    }
    Imported imported = new ImportRun(connection, folder, clock.instant()).run();
    try (PreparedStatement record =
        connection.prepareStatement(
            "insert into catalog_imports (digest, imported_at, added, changed) values (?, ?, ?, ?)")) {
      record.setString(1, digest);
      record.setObject(2, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
      record.setLong(3, imported.added());
      record.setLong(4, imported.changed());
      record.execute();
    }
    return imported;
  }

  private static String lastDigest(Connection connection) throws SQLException {
    try (PreparedStatement last =
            connection.prepareStatement(
                "select digest from catalog_imports order by id desc limit 1");
        ResultSet row = last.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private boolean isEmpty() {
    try (Connection connection = database.getConnection();
        PreparedStatement any = connection.prepareStatement("select from items limit 1");
        ResultSet row = any.executeQuery()) {
      return !row.next();
    } catch (SQLException e) {
      throw new IllegalStateException("the catalogue cannot be read", e);
    }
  }

  private static String digest(Path folder) throws IOException {
    MessageDigest sha256 = sha256();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      sha256.update((byte) 0);
      if (Files.isRegularFile(file)) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
