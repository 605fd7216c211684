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

  public static final String CUSTOMER = "customer";
  public static final String TAX_ID = "tax_id";
  public static final String INVOICE = "invoice";
  public static final String INVOICE_ITEM = "invoiceitem";
  public static final String INVOICE_PAYMENT = "invoice_payment";
  public static final String TAX_RATE = "tax_rate";

  /** Money that a customer sent by bank transfer, and what it paid. */
  public static final String CASH = "customer_cash_balance_transaction";

  /** What a session needs but does not show: its lines, and the data for its payment intent. */
  public static final String HIDDEN = "sim.checkout";

  /** Discounts and taxes of a session's line, which it shows only when asked. */
  public static final String LINE_PARTS = "sim.line";

  private static final Map<String, String> BY_PREFIX =
      Map.ofEntries(
          Map.entry("cs", SESSION),
          Map.entry("promo", PROMOTION_CODE),
          Map.entry("pi", PAYMENT_INTENT),
          Map.entry("ch", CHARGE),
          Map.entry("re", REFUND),
          Map.entry("txn", BALANCE_TRANSACTION),
          Map.entry("prod", PRODUCT),
          Map.entry("price", PRICE),
          Map.entry("dp", DISPUTE),
          Map.entry("cus", CUSTOMER),
          Map.entry("in", INVOICE),
          Map.entry("ii", INVOICE_ITEM));

  private Kinds() {}

  public static Optional<String> ofId(String id) {
    return Optional.ofNullable(BY_PREFIX.get(id.substring(0, Math.max(0, id.indexOf('_')))));
  }
}
