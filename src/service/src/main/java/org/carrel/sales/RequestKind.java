package org.carrel.sales;

/** What an organization asks for. */
public enum RequestKind {
  QUOTE,
  TRIAL,
  BOTH
}
