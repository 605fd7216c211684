package org.carrel.docserver.library;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.carrel.docserver.DocserverConfig;

/** The folder of documents: a handle's document is {@code handle + ".pdf"} below it. */
@ApplicationScoped
public class Library {
  private final Path folder;
  private final Cache<String, Document> known = Caffeine.newBuilder().maximumSize(10_000).build();

  Library(DocserverConfig config) {
    this.folder = config.library();
  }

  /** The document of a handle; empty where there is none, whatever the text. */
  public Optional<Document> find(String handle) {
    return Handle.parse(handle).flatMap(this::find);
  }

  private Optional<Document> find(Handle handle) {
    Path file = handle.in(folder);
    try {
      if (!Files.isRegularFile(file) || !inside(file)) {
        return Optional.empty();
      }
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      String version = is.lastModifiedTime().toMillis() + "-" + is.size();
      Document seen = known.getIfPresent(handle.value());
      if (seen == null || !seen.version().equals(version)) {
        seen = read(handle, file, version);
        known.put(handle.value(), seen);
      }
      return Optional.of(seen);
    } catch (IOException e) {
      throw new UncheckedIOException("the document " + handle + " cannot be read", e);
    }
  }

  /** A link inside the library must not lead out of it. */
  private boolean inside(Path file) throws IOException {
    return file.toRealPath().startsWith(folder.toRealPath());
  }

  private static Document read(Handle handle, Path file, String version) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      PDDocumentInformation about = pdf.getDocumentInformation();
      String title = about.getTitle();
      String note = about.getCustomMetadataValue(Document.NOTE);
      return new Document(
          handle,
          file,
          version,
          title == null || title.isBlank() ? handle.value() : title,
          note == null ? "" : note,
          pdf.getNumberOfPages());
    }
  }
}
