package org.carrel.payments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the processor says of one payment page and its money at one moment. Facts only: whether they
 * fit an order is for the order to say.
 *
 * @param sessionId the payment page
 * @param reference the order that the page names ({@code client_reference_id})
 * @param order the order in the page's metadata
 * @param livemode whether real money moved
 * @param page where the page stands
 * @param paid whether it is paid
 * @param lines what was sold
 * @param sale its sums, taxes and buyer
 * @param payment the money, null while none was tried
 */
public record PaymentFacts(
    String sessionId,
    @Nullable String reference,
    @Nullable String order,
    boolean livemode,
    Page page,
    Paid paid,
    List<Line> lines,
    Sale sale,
    @Nullable Payment payment) {
  /** Where the payment page stands. */
  public enum Page {
    OPEN,
    COMPLETE,
    EXPIRED
  }

  /** Whether the page is paid. */
  public enum Paid {
    PAID,
    UNPAID,
    NOT_REQUIRED
  }

  /**
   * A line of the sale.
   *
   * @param unitAmount price of one, in the smallest unit
   * @param quantity how many
   * @param currency ISO 4217, upper case
   */
  public record Line(long unitAmount, long quantity, String currency) {}

  /**
   * The money of the page.
   *
   * @param id the processor's id of the payment
   * @param order the order in the payment's metadata
   * @param progress how far it is
   * @param received what arrived, in the smallest unit
   * @param captured what was taken from the card
   * @param refunds every refund that was asked for
   * @param withdrawn what disputes took, net of what they gave back
   * @param disputeOpen whether a dispute is undecided
   * @param inquiry whether the bank merely asked
   */
  public record Payment(
      String id,
      @Nullable String order,
      Progress progress,
      long received,
      long captured,
      List<Refund> refunds,
      long withdrawn,
      boolean disputeOpen,
      boolean inquiry) {
    /** What went or is going back by refunds that did not fail. */
    public long refunded() {
      return refunds.stream().filter(refund -> !refund.gone()).mapToLong(Refund::amount).sum();
    }

    /** What is left with us. */
    public long held() {
      return captured - refunded() - withdrawn;
    }
  }

  /**
   * Money on its way back.
   *
   * @param id the processor's id
   * @param amount how much, in the unit of {@code base.Money}
   * @param gone whether it came to nothing: failed or canceled, the money is with us again
   */
  public record Refund(String id, long amount, boolean gone) {}

  /** How far a payment is. */
  public enum Progress {
    /** Nothing tried yet, or the buyer is asked for another card. */
    WAITING,
    /** On its way, decided later. */
    PROCESSING,
    SUCCEEDED,
    /** Given up. */
    CANCELED
  }
}
