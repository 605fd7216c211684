package org.carrel.stripesim.checkout;

import java.util.Map;
import java.util.Optional;

/** The kinds of records that are Stripe's objects, and the kind that an id's prefix names. */
public final class Kinds {
  public static final String SESSION = "checkout.session";
  public static final String PAYMENT_INTENT = "payment_intent";
  public static final String CHARGE = "charge";
  public static final String REFUND = "refund";
  public static final String BALANCE_TRANSACTION = "balance_transaction";
  public static final String PRODUCT = "product";
  public static final String PRICE = "price";
  public static final String DISPUTE = "dispute";

  public static final String COUPON = "coupon";
  public static final String PROMOTION_CODE = "promotion_code";

  /** What a session needs but does not show: its lines, and the data for its payment intent. */
  public static final String HIDDEN = "sim.checkout";

  /** Discounts and taxes of a session's line, which it shows only when asked. */
  public static final String LINE_PARTS = "sim.line";

  private static final Map<String, String> BY_PREFIX =
      Map.of(
          "cs", SESSION,
          "promo", PROMOTION_CODE,
          "pi", PAYMENT_INTENT,
          "ch", CHARGE,
          "re", REFUND,
          "txn", BALANCE_TRANSACTION,
          "prod", PRODUCT,
          "price", PRICE,
          "dp", DISPUTE);

  private Kinds() {}

  public static Optional<String> ofId(String id) {
    return Optional.ofNullable(BY_PREFIX.get(id.substring(0, Math.max(0, id.indexOf('_')))));
  }
}
