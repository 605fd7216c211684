package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Ids;

/** Promotion codes: which may be used for a session, and how often they were. */
@Singleton
public class Promotions {
  /** What buyers read about a code that cannot be used. */
  public static final String INVALID = "This code is invalid.";

  /** Whether a code may be used. */
  public sealed interface Verdict permits Usable, Refused {}

  /** It may: the discount that it gives. */
  public record Usable(ObjectNode discount) implements Verdict {}

  /** It may not, and why. */
  public record Refused(String sentence) implements Verdict {}

  private final Blank blank;
  private final SimTime time;

  Promotions(Blank blank, SimTime time) {
    this.blank = blank;
    this.time = time;
  }

  /** Judges a code as a buyer typed it; case does not matter. */
  Verdict judge(Transaction transaction, ObjectNode session, String code) {
    Optional<ObjectNode> found = active(transaction, code);
    if (found.isEmpty()) {
      return new Refused(INVALID);
    }
    ObjectNode promotion = found.get();
    ObjectNode coupon = transaction.get(Kinds.COUPON, promotion.at("/promotion/coupon").asText());
    return refusal(session, promotion, coupon)
        .<Verdict>map(Refused::new)
        .orElseGet(() -> new Usable(discount(session, promotion, coupon)));
  }

  /** The code that is active under this text. */
  public Optional<ObjectNode> active(Transaction transaction, String code) {
    return transaction
        .newestFirst(Kinds.PROMOTION_CODE)
        .filter(each -> each.get("code").asText().equalsIgnoreCase(code.strip()))
        .filter(each -> each.get("active").asBoolean())
        .findFirst()
        .map(ObjectNode::deepCopy);
  }

  private Optional<String> refusal(ObjectNode session, ObjectNode promotion, ObjectNode coupon) {
    String currency = session.get("currency").asText();
    JsonNode restrictions = promotion.get("restrictions");
    if (past(promotion.get("expires_at")) || past(coupon.get("redeem_by"))) {
      return Optional.of("This code has expired.");
    }
    if (usedUp(promotion) || usedUp(coupon) || !coupon.get("valid").asBoolean()) {
      return Optional.of(INVALID);
    }
    if (coupon.get("amount_off").isNumber() && !coupon.get("currency").asText().equals(currency)) {
      return Optional.of("This code is for purchases in another currency.");
    }
    if (restrictions.get("first_time_transaction").asBoolean()) {
      return Optional.of("This code is for known customers' first purchase only.");
    }
    JsonNode least = restrictions.get("minimum_amount");
    boolean tooLittle =
        least.isNumber()
            && (!restrictions.get("minimum_amount_currency").asText().equals(currency)
                || session.get("amount_subtotal").asLong() < least.asLong());
    return tooLittle
        ? Optional.of("This purchase is below the least amount for this code.")
        : Optional.empty();
  }

  private boolean past(JsonNode seconds) {
    return seconds.isNumber() && seconds.asLong() <= time.seconds();
  }

  private static boolean usedUp(ObjectNode limited) {
    JsonNode most = limited.get("max_redemptions");
    return most.isNumber() && limited.get("times_redeemed").asLong() >= most.asLong();
  }

  private ObjectNode discount(ObjectNode session, ObjectNode promotion, ObjectNode coupon) {
    ObjectNode discount = blank.of("Discount").put("id", Ids.of("di", 24));
    discount.set("checkout_session", session.get("id"));
    discount.set("promotion_code", promotion.get("id"));
    discount.put("start", time.seconds());
    ((ObjectNode) discount.get("source")).put("type", "coupon").set("coupon", coupon.get("id"));
    return discount;
  }

  /** Whether a discount that was applied before may still be used. */
  boolean usable(Transaction transaction, ObjectNode discount) {
    ObjectNode promotion = promotion(transaction, discount);
    ObjectNode coupon = coupon(transaction, discount);
    return promotion.get("active").asBoolean()
        && coupon.get("valid").asBoolean()
        && !past(promotion.get("expires_at"))
        && !past(coupon.get("redeem_by"));
  }

  /** Counts a use. A code or coupon that reached its most ends. */
  void redeem(Transaction transaction, ObjectNode discount) {
    ObjectNode promotion = promotion(transaction, discount);
    ObjectNode coupon = coupon(transaction, discount);
    count(promotion);
    count(coupon);
    promotion.put("active", promotion.get("active").asBoolean() && !usedUp(promotion));
    coupon.put("valid", coupon.get("valid").asBoolean() && !usedUp(coupon));
    transaction.put(Kinds.PROMOTION_CODE, promotion);
    transaction.put(Kinds.COUPON, coupon);
  }

  private static ObjectNode promotion(Transaction transaction, ObjectNode discount) {
    return transaction.get(Kinds.PROMOTION_CODE, discount.get("promotion_code").asText());
  }

  private static ObjectNode coupon(Transaction transaction, ObjectNode discount) {
    return transaction.get(Kinds.COUPON, discount.at("/source/coupon").asText());
  }

  private static void count(ObjectNode limited) {
    limited.put("times_redeemed", limited.get("times_redeemed").asLong() + 1);
  }
}
