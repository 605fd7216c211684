package org.carrel.sales;

/** Where a trial stands; what moves it is in {@link TrialEvent}'s table. */
public enum TrialState {
  /** A person is to decide on it. */
  REQUESTED("Waits for a decision"),
  /** It begins on its first day. */
  APPROVED("Begins later"),
  RUNNING("Running"),
  /** Its last day is over. */
  ENDED("Ended"),
  /** Staff took it back before its end. */
  STOPPED("Stopped"),
  /** The institution accepted a quote for what it tried. */
  CONVERTED("Became a purchase"),
  DECLINED("Declined"),
  /** Taken back by who asked, before it began. */
  WITHDRAWN("Withdrawn");

  private final String word;

  TrialState(String word) {
    this.word = word;
  }

  /** As pages say it. */
  public String word() {
    return word;
  }
}
