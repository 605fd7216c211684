package org.carrel.docserver.library;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;

/**
 * Renders a few first pages in the background after the start, so that the first reader does not
 * wait for code and fonts to be loaded.
 */
@ApplicationScoped
class WarmUp {
  private static final Logger LOG = Logger.getLogger(WarmUp.class);
  private static final int DOCUMENTS = 3;
  private static final String ENDING = ".pdf";

  private final Path folder;
  private final Library library;
  private final PageImages images;
  private final PageTexts texts;

  WarmUp(DocserverConfig config, Library library, PageImages images, PageTexts texts) {
    this.folder = config.library();
    this.library = library;
    this.images = images;
    this.texts = texts;
  }

  void begin(@Observes StartupEvent start) {
    Thread thread = new Thread(this::run, "warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  private void run() {
    try {
      for (String handle : someHandles()) {
        library.find(handle).ifPresent(this::touch);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warnf("warm-up left out: %s", e.getMessage());
    }
  }

  private void touch(Document document) {
    texts.of(document, 1);
    images.page(document, 1);
    images.thumbnail(document, 1);
  }

  private List<String> someHandles() throws IOException {
    if (!Files.isDirectory(folder)) {
      LOG.warnf("there is no library at %s", folder);
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 5)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .limit(DOCUMENTS)
          .toList();
    }
  }
}
