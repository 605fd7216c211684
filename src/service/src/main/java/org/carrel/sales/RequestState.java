package org.carrel.sales;

/** Where a request stands; what moves it is in {@link RequestEvent}'s table. */
public enum RequestState {
  /** Written down; nobody confirmed the address, and nobody works on it. */
  UNCONFIRMED,
  /** Confirmed; it waits for a person. */
  RECEIVED,
  /** Nobody confirmed the address in time. */
  EXPIRED,
  IN_WORK,
  ANSWERED,
  DECLINED,
  /** Taken back by who asked. */
  WITHDRAWN;

  /** Whether a person is to act on it. */
  public boolean isOpen() {
    return this == RECEIVED || this == IN_WORK;
  }
}
