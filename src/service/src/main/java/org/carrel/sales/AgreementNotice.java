package org.carrel.sales;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told or done once about an agreement when its time has come. */
public enum AgreementNotice {
  /** The quote that renews it is written, for staff to look at and send. */
  RENEWAL(90),
  ENDS_IN_60(60),
  ENDS_IN_30(30),
  ENDS_IN_7(7),
  /** The due day of its invoice is over and something is owed. */
  OVERDUE(0),
  /** Payment grace is over soon, and then access is suspended. */
  GRACE_ENDS(0);

  private static final Duration BEFORE_GRACE_ENDS = Duration.ofDays(14);

  private final int days;

  AgreementNotice(int days) {
    this.days = days;
  }

  /** How many days before the end of the term; 0 for what is about money. */
  public int days() {
    return days;
  }

  public boolean isAboutMoney() {
    return days == 0;
  }

  /**
   * When its time comes; null where it never does.
   *
   * @param unpaidAt when payment grace is over
   */
  @Nullable Instant at(Agreement agreement, AgreementInvoice invoice, @Nullable Instant unpaidAt) {
    if (!isAboutMoney()) {
      Instant when = agreement.daysAfterItsLast(-days);
      boolean runs = !agreement.state().isOver() && agreement.state() != AgreementState.IN_GRACE;
      return runs && when.isAfter(agreement.window().start()) ? when : null;
    }
    Instant overdue = invoice.state().isOwed() ? invoice.overdueAt().orElse(null) : null;
    if (overdue == null || unpaidAt == null || agreement.state().isOver()) {
      return null;
    }
    Instant soon = unpaidAt.minus(BEFORE_GRACE_ENDS);
    return this == GRACE_ENDS && soon.isAfter(overdue) ? soon : overdue;
  }
}
