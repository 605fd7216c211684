package org.carrel.sales;

/** Where a version of a quote stands; what moves it is in {@link QuoteEvent}'s table. */
public enum QuoteState {
  /** Staff write it; nobody else sees it. */
  DRAFT("Draft"),
  /** A second person looks at its discount. */
  IN_APPROVAL("Waits for approval"),
  /** The buyer has it and can accept it. */
  SENT("Sent"),
  ACCEPTED("Accepted"),
  DECLINED("Declined"),
  /** Its last day is over. */
  LAPSED("Lapsed"),
  /** Staff took it back after it was sent. */
  WITHDRAWN("Withdrawn"),
  /** A newer version took its place. */
  SUPERSEDED("Superseded"),
  /** Given up before it was sent. */
  DISCARDED("Discarded");

  private final String word;

  QuoteState(String word) {
    this.word = word;
  }

  /** As pages say it. */
  public String word() {
    return word;
  }

  /** Whether staff may still change it. */
  public boolean isDraft() {
    return this == DRAFT;
  }

  /** Whether a buyer ever saw it. */
  public boolean isOut() {
    return this != DRAFT && this != IN_APPROVAL && this != DISCARDED;
  }
}
