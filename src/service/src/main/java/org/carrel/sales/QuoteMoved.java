package org.carrel.sales;

/** Something happened to a version of a quote; told in the same transaction. */
record QuoteMoved(String quoteId) {}
