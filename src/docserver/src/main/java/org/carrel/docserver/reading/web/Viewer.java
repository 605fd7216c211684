package org.carrel.docserver.reading.web;

import io.quarkus.qute.TemplateData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.carrel.docserver.library.Document;
import org.carrel.docserver.library.FindWords.Found;
import org.carrel.docserver.library.FindWords.MarkedWord;
import org.carrel.docserver.library.PageImages;
import org.carrel.docserver.library.PageText;
import org.jspecify.annotations.Nullable;

/**
 * What the viewer shows.
 *
 * @param asText the page's text instead of its image
 * @param query the words looked for, may be empty
 * @param found what was found; null where nothing was looked for
 * @param end of the grant
 * @param pass whether it is read on a pass, not through an institution
 * @param formToken for the form that signs out
 * @param moreTime where time is added to the pass
 */
@TemplateData
public record Viewer(
    Document document,
    int page,
    boolean asText,
    PageText text,
    String query,
    @Nullable Found found,
    List<MarkedWord> marks,
    Instant now,
    Instant end,
    boolean pass,
    boolean mayDownload,
    OptionalInt downloadsLeft,
    OptionalInt pagesLeft,
    String formToken,
    String landing,
    String moreTime) {
  private static final int THUMBNAILS = 12;
  private static final Duration LITTLE = Duration.ofMinutes(10);

  public String handle() {
    return document.handle().value();
  }

  /** Pages whose thumbnails stand in the strip: this one and those around it. */
  public List<Integer> strip() {
    int first = Math.max(1, Math.min(page - 2, document.pages() - THUMBNAILS + 1));
    int last = Math.min(document.pages(), first + THUMBNAILS - 1);
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  /** The address of a page in the same view, with the same words looked for. */
  public String link(int to) {
    return link(to, asText);
  }

  public String asImage() {
    return link(page, false);
  }

  public String withText() {
    return link(page, true);
  }

  private String link(int to, boolean text) {
    String words = query.isEmpty() ? "" : "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return "/doc/" + handle() + "?page=" + to + (text ? "&view=text" : "") + words;
  }

  public boolean hasNext() {
    return page < document.pages();
  }

  public int previous() {
    return page - 1;
  }

  public int next() {
    return page + 1;
  }

  public int imageWidth() {
    return PageImages.WIDTH;
  }

  public int imageHeight() {
    return Math.round(PageImages.WIDTH * text.height() / text.width());
  }

  public Duration left() {
    return Duration.between(now, end);
  }

  public boolean endsSoon() {
    return left().compareTo(LITTLE) <= 0;
  }

  public boolean hasText() {
    return !text.lines().isEmpty();
  }

  /** A length on the page, for SVG attributes. */
  public String n(float points) {
    return String.format(Locale.ROOT, "%.1f", points);
  }

  public String top(MarkedWord mark) {
    return n(mark.baseline() - mark.size() * 0.82f);
  }

  public String tall(MarkedWord mark) {
    return n(mark.size() * 1.12f);
  }
}
