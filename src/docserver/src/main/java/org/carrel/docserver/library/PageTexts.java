package org.carrel.docserver.library;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The text layers of pages, read at first use and kept in memory while they are asked for. */
@ApplicationScoped
public class PageTexts {
  private record Key(Document document, int page) {}

  private final LoadingCache<Key, PageText> texts =
      Caffeine.newBuilder().maximumSize(2_000).build(PageTexts::read);

  /** Reading a whole document is heavy: as many at once as there are processors. */
  private final Semaphore room = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * One page's text.
   *
   * @param page from 1 on; the document must have it
   */
  public PageText of(Document document, int page) {
    return texts.get(new Key(document, page));
  }

  /** Every page's text, in order; the file is opened once for all that are not in memory. */
  public List<PageText> of(Document document) {
    List<Key> keys =
        IntStream.rangeClosed(1, document.pages())
            .mapToObj(page -> new Key(document, page))
            .toList();
    room.acquireUninterruptibly();
    try {
      Map<Key, PageText> all = texts.getAll(keys, missing -> read(document, missing));
      return keys.stream().map(all::get).toList();
    } finally {
      room.release();
    }
  }

  private static PageText read(Key key) {
    return read(key.document(), Set.of(key)).get(key);
  }

  private static Map<Key, PageText> read(Document document, Set<? extends Key> keys) {
    try (PDDocument pdf = Loader.loadPDF(document.file().toFile())) {
      Map<Key, PageText> read = new HashMap<>();
      for (Key key : keys) {
        read.put(key, PageTextReader.read(pdf, key.page()));
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException("no text of " + document.handle(), e);
    }
  }
}
