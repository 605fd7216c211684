package org.carrel.payments.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.LineItem;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.PaymentFacts.Line;
import org.carrel.payments.PaymentFacts.Page;
import org.carrel.payments.PaymentFacts.Paid;
import org.carrel.payments.PaymentFacts.Payment;
import org.carrel.payments.PaymentFacts.Progress;
import org.jspecify.annotations.Nullable;

/** Stripe's objects as facts. What is missing counts as zero or absent, never as a match. */
final class Facts {
  private static final Set<String> UNDECIDED = Set.of("needs_response", "under_review");
  private static final Set<String> GONE = Set.of("failed", "canceled");

  private Facts() {}

  static boolean somethingRefunded(Session session) {
    Charge charge = charge(session);
    return charge != null && amount(charge.getAmountRefunded()) > 0;
  }

  static boolean somethingDisputed(Session session) {
    Charge charge = charge(session);
    return charge != null && Boolean.TRUE.equals(charge.getDisputed());
  }

  /** Where it came to nothing, its money is with us again. */
  static PaymentFacts.Refund refund(Refund refund) {
    return new PaymentFacts.Refund(
        refund.getId(),
        amount(refund.getAmount()),
        GONE.contains(String.valueOf(refund.getStatus())));
  }

  /**
   * The facts of a session that came with its lines, its breakdown, its payment and its charge.
   *
   * @param code text of the promotion code that was used, null where none was
   */
  static PaymentFacts of(
      Session session, @Nullable String code, List<Refund> refunds, List<Dispute> disputes) {
    return new PaymentFacts(
        session.getId(),
        session.getClientReferenceId(),
        order(session.getMetadata()),
        Boolean.TRUE.equals(session.getLivemode()),
        page(session.getStatus()),
        paid(session.getPaymentStatus()),
        lines(session),
        Sales.of(session, code, charge(session)),
        payment(session.getPaymentIntentObject(), refunds, disputes));
  }

  private static @Nullable Charge charge(Session session) {
    PaymentIntent intent = session.getPaymentIntentObject();
    return intent == null ? null : intent.getLatestChargeObject();
  }

  private static @Nullable Payment payment(
      @Nullable PaymentIntent intent, List<Refund> refunds, List<Dispute> disputes) {
    if (intent == null) {
      return null;
    }
    Charge charge = intent.getLatestChargeObject();
    return new Payment(
        intent.getId(),
        order(intent.getMetadata()),
        progress(intent.getStatus()),
        amount(intent.getAmountReceived()),
        charge == null ? 0 : amount(charge.getAmountCaptured()),
        refunds.stream().map(Facts::refund).toList(),
        disputes.stream().mapToLong(Facts::withdrawn).sum(),
        disputes.stream().anyMatch(dispute -> UNDECIDED.contains(dispute.getStatus())),
        disputes.stream().anyMatch(dispute -> dispute.getStatus().startsWith("warning_")));
  }

  /**
   * Withdrawals are negative balance transactions, what came back is positive; fees apart. They are
   * in the account's currency: where that is not the dispute's, what is still withdrawn is the same
   * share of the disputed amount as it is of what was withdrawn at first.
   */
  private static long withdrawn(Dispute dispute) {
    List<BalanceTransaction> moves =
        dispute.getBalanceTransactions() == null ? List.of() : dispute.getBalanceTransactions();
    long net = -moves.stream().mapToLong(move -> amount(move.getAmount())).sum();
    if (moves.stream().allMatch(move -> dispute.getCurrency().equals(move.getCurrency()))) {
      return net;
    }
    long out = -moves.stream().mapToLong(move -> Math.min(0, amount(move.getAmount()))).sum();
    return out == 0 ? 0 : Math.multiplyExact(net, amount(dispute.getAmount())) / out;
  }

  private static List<Line> lines(Session session) {
    return session.getLineItems() == null
        ? List.of()
        : session.getLineItems().getData().stream().map(Facts::line).toList();
  }

  private static Line line(LineItem item) {
    long unit = item.getPrice() == null ? 0 : amount(item.getPrice().getUnitAmount());
    return new Line(unit, amount(item.getQuantity()), upper(item.getCurrency()));
  }

  private static Page page(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "complete" -> Page.COMPLETE;
      case "expired" -> Page.EXPIRED;
      default -> Page.OPEN;
    };
  }

  private static Paid paid(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "paid" -> Paid.PAID;
      case "no_payment_required" -> Paid.NOT_REQUIRED;
      default -> Paid.UNPAID;
    };
  }

  private static Progress progress(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "succeeded" -> Progress.SUCCEEDED;
      case "processing", "requires_capture" -> Progress.PROCESSING;
      case "canceled" -> Progress.CANCELED;
      default -> Progress.WAITING;
    };
  }

  private static @Nullable String order(@Nullable Map<String, String> metadata) {
    return metadata == null ? null : metadata.get(SessionParameters.ORDER);
  }

  static long amount(@Nullable Long minor) {
    return minor == null ? 0 : minor;
  }

  static String upper(@Nullable String currency) {
    return currency == null ? "" : currency.toUpperCase(Locale.ROOT);
  }
}
