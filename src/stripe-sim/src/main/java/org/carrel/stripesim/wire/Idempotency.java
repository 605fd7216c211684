package org.carrel.stripesim.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;

/**
 * What was answered under which idempotency key: kept for 24 hours of the simulator's clock, and
 * across restarts.
 *
 * <p>A key belongs to one path and one set of parameters. Between {@link #begin} and {@link #end} a
 * key is in flight, and a second request with it conflicts.
 */
@Singleton
public class Idempotency {
  private static final String KIND = "sim.idempotency";
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int LONGEST_KEY = 255;

  private final Records records;
  private final SimTime time;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

  Idempotency(Records records, SimTime time) {
    this.records = records;
    this.time = time;
  }

  /**
   * Reserves the key, or finds the answer that was given under it.
   *
   * @return the kept answer, after which {@link #end} must not be called; else empty
   * @throws StripeError if the key is in flight, or belongs to another request
   */
  public Optional<Answer> begin(String key, String path, Form form) {
    if (key.length() > LONGEST_KEY) {
      throw StripeError.idempotency("Idempotency keys may be at most 255 characters long.");
    }
    if (!inFlight.add(key)) {
      throw StripeError.keyInUse(key);
    }
    Optional<Answer> kept = Optional.empty();
    try {
      kept = records.inTransaction(transaction -> kept(transaction, key, path, form));
      return kept;
    } catch (RuntimeException e) {
      inFlight.remove(key);
      throw e;
    } finally {
      if (kept.isPresent()) {
        inFlight.remove(key);
      }
    }
  }

  /** Frees the key for the next request. */
  public void end(String key) {
    inFlight.remove(key);
  }

  private Optional<Answer> kept(Transaction transaction, String key, String path, Form form) {
    Optional<ObjectNode> found = transaction.find(KIND, key);
    if (found.isEmpty() || expired(found.get())) {
      return Optional.empty();
    }
    ObjectNode record = found.get();
    if (!record.get("path").asText().equals(path)) {
      throw StripeError.idempotency(
          "Keys for idempotent requests can only be used for the same endpoint they were first used"
              + " for ('"
              + record.get("path").asText()
              + "' vs '"
              + path
              + "'). Try using a key other than '"
              + key
              + "' if you meant to execute a different request.");
    }
    if (!record.get("parameters").asText().equals(digest(form))) {
      throw StripeError.idempotency(
          "Keys for idempotent requests can only be used with the same parameters they were first"
              + " used with. Try using a key other than '"
              + key
              + "' if you meant to execute a different request.");
    }
    return Optional.of(
        new Answer(record.get("status").asInt(), record.get("body").asText())
            .with("Original-Request", record.get("request").asText())
            .with("Idempotent-Replayed", "true"));
  }

  /** Keeps an answer, in the transaction that did what it reports. */
  public void keep(
      Transaction transaction, String key, String path, Form form, String request, Answer answer) {
    ObjectNode record = Json.object().put("id", key).put("path", path);
    record.put("parameters", digest(form)).put("request", request);
    record.put("status", answer.status()).put("body", answer.body());
    transaction.put(KIND, record.put("created", time.seconds()));
  }

  /** Forgets what is older than a day. */
  public void prune() {
    records.run(
        transaction -> {
          List<String> old =
              transaction
                  .newestFirst(KIND)
                  .filter(this::expired)
                  .map(record -> record.get("id").asText())
                  .toList();
          old.forEach(id -> transaction.remove(KIND, id));
        });
  }

  private boolean expired(ObjectNode record) {
    return record.get("created").asLong() + KEPT.toSeconds() <= time.seconds();
  }

  private static String digest(Form form) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(form.canonical().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
