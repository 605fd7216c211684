package org.carrel.passes;

import java.util.List;
import java.util.Map;
import org.carrel.base.Money;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.PaymentFacts.Line;
import org.carrel.payments.PaymentFacts.Page;
import org.carrel.payments.PaymentFacts.Paid;
import org.carrel.payments.PaymentFacts.Payment;
import org.carrel.payments.PaymentFacts.Progress;
import org.carrel.payments.PaymentFacts.Refund;
import org.carrel.payments.Sale;
import org.jspecify.annotations.Nullable;

/** Facts of a payment page for tests: good ones, to be spoiled one at a time. */
final class PaymentFactsSamples {
  static final String ORDER = "o_sample";
  static final long PRICE = 2900;

  String session = "cs_sample";
  @Nullable String reference = ORDER;
  @Nullable String order = ORDER;
  boolean livemode;
  Page page = Page.COMPLETE;
  Paid paid = Paid.PAID;
  List<Line> lines = List.of(new Line(PRICE, 1, "USD"));
  long subtotal = PRICE;
  long discount;
  long total = PRICE;
  String currency = "USD";
  boolean tried = true;
  String payment = "pi_sample";
  @Nullable String paymentOrder = ORDER;
  Progress progress = Progress.SUCCEEDED;
  long received = PRICE;
  long captured = PRICE;
  long refunded;

  /** Whether that refund failed. */
  boolean refundGone;

  String refund = "";
  long withdrawn;
  boolean disputeOpen;
  boolean inquiry;
  @Nullable String code;
  List<Sale.Tax> taxes = List.of();
  long tax;

  /** Facts of a real order whose page was paid as asked. */
  static PaymentFactsSamples paidFor(Order real) {
    PaymentFactsSamples facts = new PaymentFactsSamples();
    facts.session = real.sessionId().orElse("cs_" + real.id());
    facts.payment = "pi_" + real.id();
    facts.reference = real.id();
    facts.order = real.id();
    facts.paymentOrder = real.id();
    Money price = real.price();
    facts.currency = price.currency();
    facts.lines = List.of(new Line(price.minor(), 1, price.currency()));
    facts.subtotal = price.minor();
    facts.total = price.minor();
    facts.received = price.minor();
    facts.captured = price.minor();
    return facts;
  }

  private Sale sale() {
    return new Sale(
        currency,
        subtotal,
        discount,
        code,
        tax,
        taxes,
        total,
        new Sale.Buyer("R. Reader", null, null, List.of()),
        Map.of(),
        tried ? new Sale.Card("Visa", "4242", "CARREL") : null);
  }

  PaymentFacts make() {
    Payment money =
        new Payment(
            payment,
            paymentOrder,
            progress,
            received,
            captured,
            refunded == 0
                ? List.of()
                : List.of(new Refund("re_" + payment + refund, refunded, refundGone)),
            withdrawn,
            disputeOpen,
            inquiry);
    return new PaymentFacts(
        session, reference, order, livemode, page, paid, lines, sale(), tried ? money : null);
  }
}
