package org.carrel.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.carrel.base.Secrets;

/**
 * One import in one transaction: the lines go in batches into waiting tables, rules over all rows
 * are checked there by SQL, and only without any error do the rows move on. So memory holds one
 * batch, whatever the size of the files.
 */
final class ImportRun {
  private static final int MANY = 1_000;
  private static final int BATCH = 1_000;
  private static final int BATCH_CHARACTERS = 4_000_000;
  private static final List<Kind> KINDS =
      List.of(new CollectionKind(), new TitleKind(), new ItemKind());
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Connection connection;
  private final Path folder;
  private final Instant now;
  private final Errors errors = new Errors();

  /**
   * @param connection without auto-commit; the caller commits
   * @param folder where the three files are
   */
  ImportRun(Connection connection, Path folder, Instant now) {
    this.connection = connection;
    this.folder = folder;
    this.now = now;
  }

  /**
   * @throws CatalogRefused if any line is wrong: then nothing may be committed
   */
  ImportCatalog.Imported run() throws SQLException, IOException {
    try {
      for (Kind kind : KINDS) {
        stage(kind);
      }
      for (Kind kind : KINDS) {
        check(kind);
      }
    } catch (Errors.Enough e) {
      throw errors.refused();
    }
    if (!errors.isEmpty()) {
      throw errors.refused();
    }
    long added = 0;
    long changed = 0;
    for (Kind kind : KINDS) {
      long[] counts = merge(kind);
      added += counts[0];
      changed += counts[1];
    }
    if (added + changed >= MANY) {
      analyze();
    }
    return new ImportCatalog.Imported(added, changed);
  }

  private void stage(Kind kind) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : kind.stage()) {
        statement.execute(sql);
      }
    }
    Path file = folder.resolve(fileOf(kind));
    if (!Files.isRegularFile(file)) {
      errors.add(fileOf(kind), 0, "the file is missing");
      return;
    }
    List<String> columns = new ArrayList<>(kind.columns());
    columns.addAll(List.of("content_hash", "line"));
    String insert =
        "insert into staged_%s (%s) values (%s)"
            .formatted(
                kind.name(),
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (Lines lines = new Lines(file);
        PreparedStatement rows = connection.prepareStatement(insert)) {
      copy(kind, lines, rows);
    }
  }

  private void copy(Kind kind, Lines lines, PreparedStatement rows)
      throws SQLException, IOException {
    int waiting = 0;
    int characters = 0;
    for (boolean more = true; more; ) {
      try {
        String line = lines.next();
        more = line != null;
        if (line != null && !line.isEmpty() && add(kind, line, lines.number(), rows)) {
          waiting++;
          characters += line.length();
        }
      } catch (Lines.Unreadable e) {
        errors.add(fileOf(kind), lines.number(), e.getMessage());
      }
      if (waiting == BATCH || characters > BATCH_CHARACTERS) {
        rows.executeBatch();
        waiting = 0;
        characters = 0;
      }
    }
    rows.executeBatch();
  }

  /** Adds the row of one line to the batch, unless the line is wrong. */
  private boolean add(Kind kind, String line, long number, PreparedStatement rows)
      throws SQLException {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      errors.add(fileOf(kind), number, "the line is not JSON: " + e.getOriginalMessage());
      return false;
    }
    if (!(json instanceof ObjectNode object)) {
      errors.add(fileOf(kind), number, "the line is not a JSON object");
      return false;
    }
    boolean[] right = {true};
    Fields fields =
        new Fields(
            object,
            message -> {
              right[0] = false;
              errors.add(fileOf(kind), number, message);
            });
    List<Object> row = kind.row(fields);
    fields.refuseOthers();
    if (right[0]) {
      for (int i = 0; i < row.size(); i++) {
        bind(rows, i + 1, row.get(i));
      }
      rows.setString(row.size() + 1, Secrets.hash(json.toString()));
      rows.setLong(row.size() + 2, number);
      rows.addBatch();
    }
    return right[0];
  }

  private void bind(PreparedStatement rows, int place, Object value) throws SQLException {
    if (value instanceof String[] texts) {
      rows.setArray(place, connection.createArrayOf("text", texts));
    } else if (value instanceof Integer[] numbers) {
      rows.setArray(place, connection.createArrayOf("integer", numbers));
    } else if (value instanceof ItemKind.Json json) {
      rows.setObject(place, json.text(), Types.OTHER);
    } else {
      rows.setObject(place, value);
    }
  }

  private void check(Kind kind) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze staged_" + kind.name());
      for (Kind.Check check : kind.checks()) {
        try (ResultSet breaches = statement.executeQuery(check.sql() + " limit " + Errors.MOST)) {
          while (breaches.next()) {
            errors.add(
                fileOf(kind),
                breaches.getLong(1),
                check.message().formatted(breaches.getString(2)));
          }
        }
      }
    }
  }

  private long[] merge(Kind kind) throws SQLException {
    List<String> statements = kind.merge();
    long[] counts = new long[2];
    try (PreparedStatement first = connection.prepareStatement(statements.get(0))) {
      if (first.getParameterMetaData().getParameterCount() == 1) {
        first.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
      }
      try (ResultSet counted = first.executeQuery()) {
        counted.next();
        counts[0] = counted.getLong(1);
        counts[1] = counted.getLong(2);
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements.subList(1, statements.size())) {
        statement.execute(sql);
      }
    }
    return counts;
  }

  /** So that the first questions after a large import are planned as the later ones. */
  private void analyze() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Kind kind : KINDS) {
        statement.execute("analyze " + kind.name());
      }
    }
  }

  private static String fileOf(Kind kind) {
    return kind.name() + ".jsonl";
  }
}
