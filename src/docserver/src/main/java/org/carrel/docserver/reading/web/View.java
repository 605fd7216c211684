package org.carrel.docserver.reading.web;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a document is given; the first part of their paths is the name. */
enum View {
  /** The viewer, a page for people. */
  DOC("read", true),
  /** A page's text. */
  TEXT("read", true),
  /** A page's image. */
  IMAGE("read", true),
  /** A page's small image, too small to be read: not counted. */
  THUMB("read", false),
  /** The stamped copy. */
  PDF("download", false);

  private final String action;
  private final boolean countsPage;

  View(String action, boolean countsPage) {
    this.action = action;
    this.countsPage = countsPage;
  }

  /** The action that a token must permit. */
  String action() {
    return action;
  }

  boolean countsPage() {
    return countsPage;
  }

  /** Whether a person may be sent to the service for it: never for what a page loads by itself. */
  boolean isForPeople() {
    return this == DOC || this == TEXT || this == PDF;
  }

  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<View> of(String path) {
    for (View view : values()) {
      if (view.path().equals(path)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }
}
