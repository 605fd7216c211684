package org.carrel.sales;

/** Where a request stands. */
public enum RequestState {
  /** Taken; the address is not confirmed. */
  UNCONFIRMED,
  RECEIVED,
  EXPIRED,
  IN_WORK,
  ANSWERED,
  DECLINED,
  WITHDRAWN
}
