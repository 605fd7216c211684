package org.carrel.identity;

/** Who may hold something: a reader, wherever signed in, or one device session. */
public sealed interface Subject {
  /** A signed-in reader. */
  record OfReader(String readerId) implements Subject {}

  /** The browser that has the device session's cookie. */
  record OfDevice(String deviceSessionId) implements Subject {}
}
