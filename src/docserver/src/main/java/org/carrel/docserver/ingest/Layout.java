package org.carrel.docserver.ingest;

import java.util.List;
import java.util.Locale;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.Typeface;

/** How a plain text becomes pages. */
enum Layout {
  /** Justified paragraphs in one column, with running heads. */
  BOOK {
    @Override
    List<PageText> typeset(String text, String title, Typeface face) {
      return new BookLayout(title, face).typeset(Block.parse(text));
    }
  },
  /** Two columns whose lines are kept as they are, on one page. */
  REPORT {
    @Override
    List<PageText> typeset(String text, String title, Typeface face) {
      return List.of(new ReportLayout(face).typeset(text));
    }
  };

  /** US Letter, in points. */
  static final float WIDTH = 612;

  static final float HEIGHT = 792;

  abstract List<PageText> typeset(String text, String title, Typeface face);

  static Layout named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no layout \"" + name + "\": book or report", e);
    }
  }
}
