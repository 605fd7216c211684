package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Json;

/**
 * Sessions that turn out, once paid, not to be what was ordered: another order's, for another
 * amount, in another currency or of the other mode. On purpose.
 */
@Singleton
public class Mismatches {
  private static final String KIND = "sim.mismatch";
  private static final String NEXT = "next";
  private static final String FIELD = "mismatch";
  private static final String ORDER = "order";

  /** In what a session differs from its order. */
  public enum Kind {
    ORDER,
    AMOUNT,
    CURRENCY,
    LIVEMODE;

    /**
     * The kind of that name, in lower case.
     *
     * @throws IllegalArgumentException naming all kinds
     */
    public static Kind of(String name) {
      for (Kind kind : values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind is one of: order, amount, currency, livemode");
    }
  }

  private final Records records;

  Mismatches(Records records) {
    this.records = records;
  }

  /**
   * Marks an open session.
   *
   * @param order the order that it will name, for {@link Kind#ORDER}
   */
  public void plan(String session, Kind kind, String order) {
    records.run(
        transaction -> {
          ObjectNode found =
              transaction
                  .find(Kinds.SESSION, session)
                  .orElseThrow(() -> new IllegalArgumentException("there is no such session"));
          if (!found.get("status").asText().equals("open")) {
            throw new IllegalArgumentException("the session is no longer open");
          }
          ObjectNode hidden = transaction.get(Kinds.HIDDEN, session);
          hidden.set(FIELD, plan(kind, order));
          transaction.put(Kinds.HIDDEN, hidden);
        });
  }

  /** Marks the next session that is made. */
  public void planNext(Kind kind, String order) {
    records.run(transaction -> transaction.put(KIND, plan(kind, order).put("id", NEXT)));
  }

  private static ObjectNode plan(Kind kind, String order) {
    return Json.object().put("kind", kind.name()).put(ORDER, order);
  }

  /** A session is made: it takes the mark that waits for it. */
  public void made(Transaction transaction, ObjectNode hidden) {
    transaction
        .find(KIND, NEXT)
        .ifPresent(
            waiting -> {
              hidden.set(FIELD, waiting);
              transaction.remove(KIND, NEXT);
            });
  }

  /** Does to a session that is about to be paid what it is marked for; whether it was. */
  boolean apply(Transaction transaction, ObjectNode session) {
    ObjectNode hidden = transaction.get(Kinds.HIDDEN, session.get("id").asText());
    JsonNode mark = hidden.remove(FIELD);
    if (mark == null) {
      return false;
    }
    switch (Kind.valueOf(mark.get("kind").asText())) {
      case ORDER -> rename(session, hidden, mark.get(ORDER).asText());
      case AMOUNT -> hidden.get("line_items").forEach(line -> lower(transaction, line));
      case CURRENCY -> exchange(transaction, session, hidden);
      case LIVEMODE -> session.put("livemode", true);
    }
    transaction.put(Kinds.HIDDEN, hidden);
    transaction.put(Kinds.SESSION, session);
    return true;
  }

  private static void rename(ObjectNode session, ObjectNode hidden, String order) {
    session.put("client_reference_id", order);
    ((ObjectNode) session.get("metadata")).put(ORDER, order);
    ObjectNode data = (ObjectNode) hidden.get("payment_intent_data");
    data.withObject("metadata").put(ORDER, order);
  }

  private static void lower(Transaction transaction, JsonNode line) {
    ObjectNode price = (ObjectNode) line.get("price");
    long step = MinorUnits.step(line.get("currency").asText());
    long unit = price.get("unit_amount").asLong() - step;
    price.put("unit_amount", unit).put("unit_amount_decimal", String.valueOf(unit));
    ((ObjectNode) line).put("amount_subtotal", unit * line.get("quantity").asLong());
    transaction.put(Kinds.PRICE, price);
  }

  private static void exchange(Transaction transaction, ObjectNode session, ObjectNode hidden) {
    String other = session.get("currency").asText().equals("usd") ? "cad" : "usd";
    session.put("currency", other);
    for (JsonNode line : hidden.get("line_items")) {
      ((ObjectNode) line).put("currency", other);
      ObjectNode price = (ObjectNode) line.get("price");
      transaction.put(Kinds.PRICE, price.put("currency", other));
    }
  }
}
