package org.carrel.sales;

/** Where an agreement stands; what moves it is in {@link AgreementEvent}'s table. */
public enum AgreementState {
  /** Accepted; its first day lies ahead. */
  SIGNED("Signed"),
  IN_FORCE("In force"),
  /** Not paid for when payment grace was over. */
  SUSPENDED("Suspended"),
  /** Its term is over while its renewal is under way; access goes on. */
  IN_GRACE("In renewal grace"),
  /** Another agreement took its place. */
  SUCCEEDED("Succeeded"),
  ENDED("Ended"),
  /** Ended by the parties before its time. */
  TERMINATED("Terminated");

  private final String word;

  AgreementState(String word) {
    this.word = word;
  }

  /** As pages say it. */
  public String word() {
    return word;
  }

  /** Whether it is over for good; only a late renewal follows. */
  public boolean isOver() {
    return this == SUCCEEDED || this == ENDED || this == TERMINATED;
  }
}
