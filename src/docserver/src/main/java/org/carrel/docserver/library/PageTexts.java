package org.carrel.docserver.library;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The text layers of pages, read at first use and kept in memory while they are asked for. */
@ApplicationScoped
public class PageTexts {
  private record Key(Document document, int page) {}

  private final LoadingCache<Key, PageText> texts =
      Caffeine.newBuilder().maximumSize(2_000).build(PageTexts::read);

  /**
   * One page's text.
   *
   * @param page from 1 on; the document must have it
   */
  public PageText of(Document document, int page) {
    return texts.get(new Key(document, page));
  }

  /** Every page's text, in order. */
  public List<PageText> of(Document document) {
    List<PageText> all = new ArrayList<>();
    for (int page = 1; page <= document.pages(); page++) {
      all.add(of(document, page));
    }
    return all;
  }

  private static PageText read(Key key) {
    try (PDDocument pdf = Loader.loadPDF(key.document().file().toFile())) {
      return PageTextReader.read(pdf, key.page());
    } catch (IOException e) {
      throw new UncheckedIOException("no text of " + key.document().handle(), e);
    }
  }
}
