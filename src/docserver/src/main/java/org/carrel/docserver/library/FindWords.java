package org.carrel.docserver.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words in a document: whole words, without regard to case; {@code *} ends a beginning. */
@ApplicationScoped
public class FindWords {
  private static final int AROUND = 48;
  private static final int LONGEST = 80;

  private final PageTexts texts;

  FindWords(PageTexts texts) {
    this.texts = texts;
  }

  /** One place: the text before, the words found, the text after. */
  public record Hit(int page, String before, String found, String after) {}

  /**
   * What was found.
   *
   * @param hits the first {@code limit} of them, in reading order
   * @param places how many there are in all
   * @param pages on how many pages
   */
  public record Found(List<Hit> hits, int places, int pages) {}

  public Found in(Document document, String query, int limit) {
    Pattern pattern = pattern(query);
    List<Hit> hits = new ArrayList<>();
    int places = 0;
    int pages = 0;
    List<PageText> all = texts.of(document);
    for (int i = 0; i < all.size(); i++) {
      int before = places;
      String text = all.get(i).plain().replaceAll("\\s+", " ");
      for (Matcher at = pattern.matcher(text); at.find(); places++) {
        if (places < limit) {
          hits.add(hit(i + 1, text, at));
        }
      }
      pages += places > before ? 1 : 0;
    }
    return new Found(hits, places, pages);
  }

  /** The words of a page that take part in a hit, to be marked on its image. */
  public List<MarkedWord> marks(PageText page, String query) {
    Pattern pattern = pattern(query);
    List<MarkedWord> marks = new ArrayList<>();
    for (TextLine line : page.lines()) {
      int from = 0;
      List<int[]> found = new ArrayList<>();
      for (Matcher at = pattern.matcher(line.text()); at.find(); ) {
        found.add(new int[] {at.start(), at.end()});
      }
      for (TextWord word : line.words()) {
        int start = from;
        int end = start + word.text().length();
        if (found.stream().anyMatch(f -> f[0] < end && f[1] > start)) {
          marks.add(new MarkedWord(word.x(), line.baseline(), word.width(), line.size()));
        }
        from = end + 1;
      }
    }
    return marks;
  }

  /** Where a found word stands on its page, in points. */
  public record MarkedWord(float x, float baseline, float width, float size) {}

  /** {@code vacanc* seat} as a pattern: words side by side, quoted, a star for any ending. */
  public static Pattern pattern(String query) {
    String cut = query.strip().substring(0, Math.min(LONGEST, query.strip().length()));
    List<String> words = new ArrayList<>();
    for (String word : cut.toLowerCase(Locale.ROOT).split("\\s+")) {
      boolean beginning = word.endsWith("*");
      String fixed = word.replace("*", "");
      if (!fixed.isEmpty()) {
        words.add(Pattern.quote(fixed) + (beginning ? "[\\p{L}\\p{N}]*" : ""));
      }
    }
    String body = words.isEmpty() ? "(?!)" : String.join("[\\s\\p{P}]+", words);
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])" + body + "(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Hit hit(int page, String text, Matcher at) {
    int from = Math.max(0, text.lastIndexOf(' ', Math.max(0, at.start() - AROUND)) + 1);
    int to = text.indexOf(' ', Math.min(text.length(), at.end() + AROUND));
    String before = text.substring(Math.min(from, at.start()), at.start());
    String after = text.substring(at.end(), to < 0 ? text.length() : to);
    return new Hit(page, before, at.group(), after);
  }
}
