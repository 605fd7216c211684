package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;

/** What a buyer changes before paying: the billing country and the promotion code. */
@Singleton
public class AdjustOrder {
  private final Records records;
  private final Pricing pricing;
  private final Promotions promotions;

  AdjustOrder(Records records, Pricing pricing, Promotions promotions) {
    this.records = records;
    this.pricing = pricing;
    this.promotions = promotions;
  }

  /** Prices an open session for a country. */
  public void country(String session, String country) {
    change(
        session,
        (transaction, found) -> {
          price(transaction, found, country);
          return Optional.empty();
        });
  }

  /**
   * Prices a session anew before it is paid: a code that others used up meanwhile no longer counts.
   */
  void price(Transaction transaction, ObjectNode session, String country) {
    ObjectNode hidden = transaction.get(Kinds.HIDDEN, session.get("id").asText());
    if (hidden.path(Pricing.DISCOUNT) instanceof ObjectNode discount
        && !promotions.usable(transaction, discount)) {
      hidden.remove(Pricing.DISCOUNT);
    }
    if (Pricing.taxed(session)) {
      hidden.put(Pricing.COUNTRY, country);
    }
    pricing.apply(transaction, session, hidden);
    pricing.keep(transaction, session, hidden);
  }

  /** Applies a code in place of any other; returns what is wrong with it. */
  public Optional<String> code(String id, String code) {
    return change(
        id,
        (transaction, session) -> {
          if (!session.path("allow_promotion_codes").asBoolean()) {
            return Optional.of(Promotions.INVALID);
          }
          Promotions.Verdict verdict = promotions.judge(transaction, session, code);
          if (verdict instanceof Promotions.Refused refused) {
            return Optional.of(refused.sentence());
          }
          ObjectNode hidden = transaction.get(Kinds.HIDDEN, id);
          hidden.set(Pricing.DISCOUNT, ((Promotions.Usable) verdict).discount());
          pricing.apply(transaction, session, hidden);
          if (Limits.tooSmall(
              session.get("amount_total").asLong(), session.get("currency").asText())) {
            return Optional.of("With this code the total would be less than can be charged.");
          }
          pricing.keep(transaction, session, hidden);
          return Optional.empty();
        });
  }

  /** Takes the code away again. */
  public void withoutCode(String id) {
    change(
        id,
        (transaction, session) -> {
          ObjectNode hidden = transaction.get(Kinds.HIDDEN, id);
          hidden.remove(Pricing.DISCOUNT);
          pricing.apply(transaction, session, hidden);
          pricing.keep(transaction, session, hidden);
          return Optional.empty();
        });
  }

  private Optional<String> change(
      String id, BiFunction<Transaction, ObjectNode, Optional<String>> work) {
    return records.inTransaction(
        transaction ->
            transaction
                .find(Kinds.SESSION, id)
                .filter(session -> session.get("status").asText().equals("open"))
                .flatMap(session -> work.apply(transaction, session)));
  }
}
