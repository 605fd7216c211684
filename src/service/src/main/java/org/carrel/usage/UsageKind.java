package org.carrel.usage;

/** What happened with a document. */
public enum UsageKind {
  OPENED,
  DOWNLOADED,
  /** Somebody asked for it and was told no. */
  REFUSED
}
