package org.carrel.payments;

/** Whether a price holds its tax already or tax comes on top. */
public enum TaxBehavior {
  INCLUSIVE,
  EXCLUSIVE
}
