package org.carrel.docserver.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.carrel.docserver.library.Document;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.PageTextReader;
import org.carrel.docserver.library.Typeface;

/**
 * Makes the library's documents: from a text, which is typeset first, or from a PDF. Each page
 * becomes an image with its words invisibly over it. A document whose source did not change is left
 * alone; a new one takes the old one's place at once or not at all.
 */
final class Ingest {
  /** Raised whenever the same source gives other pages. */
  private static final String MAKING = "carrel-ingest-1";

  private static final String SOURCE = "CarrelSource";

  private final Path library;

  Ingest(Path library) {
    this.library = library;
  }

  /**
   * Makes one document.
   *
   * @return its pages, or 0 where it was up to date
   */
  int make(Entry entry) throws IOException {
    Path file = entry.handle().in(library);
    String fingerprint = fingerprint(entry);
    if (Files.exists(file) && fingerprint.equals(made(file))) {
      return 0;
    }
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), ".ingest", ".part");
    try (PDDocument target = new PDDocument()) {
      if (isPdf(entry.source())) {
        fromPdf(entry, target);
      } else {
        fromText(entry, target);
      }
      describe(target, entry, fingerprint);
      target.save(fresh.toFile());
      readableByAll(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return target.getNumberOfPages();
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void fromText(Entry entry, PDDocument target) throws IOException {
    String text = Files.readString(entry.source(), StandardCharsets.UTF_8);
    try (PDDocument typeset = new PDDocument()) {
      Typeface face = new Typeface(typeset);
      List<PageText> pages = entry.layout().typeset(text, entry.title(), face);
      for (PageText page : pages) {
        PDPage sheet = new PDPage(new PDRectangle(page.width(), page.height()));
        typeset.addPage(sheet);
        try (PDPageContentStream out = new PDPageContentStream(typeset, sheet)) {
          new PageWriter(out, face, page).write(RenderingMode.FILL);
        }
      }
      append(target, typeset, pages);
    }
  }

  private static void fromPdf(Entry entry, PDDocument target) throws IOException {
    try (PDDocument source = Loader.loadPDF(entry.source().toFile())) {
      List<PageText> pages = new ArrayList<>();
      for (int page = 1; page <= source.getNumberOfPages(); page++) {
        pages.add(PageTextReader.read(source, page));
      }
      append(target, source, pages);
    }
  }

  private static void append(PDDocument target, PDDocument source, List<PageText> pages)
      throws IOException {
    PDFRenderer renderer = new PDFRenderer(source);
    FacsimileWriter writer = new FacsimileWriter(target);
    for (int i = 0; i < pages.size(); i++) {
      writer.append(renderer, i, pages.get(i));
    }
  }

  private static void describe(PDDocument target, Entry entry, String fingerprint) {
    PDDocumentInformation about = target.getDocumentInformation();
    about.setTitle(entry.title());
    about.setProducer("Carrel");
    about.setCustomMetadataValue(SOURCE, fingerprint);
    if (!entry.note().isEmpty()) {
      about.setCustomMetadataValue(Document.NOTE, entry.note());
    }
    target.getDocumentCatalog().setLanguage("en");
  }

  private static String made(Path file) {
    try (PDDocument old = Loader.loadPDF(file.toFile())) {
      COSDictionary about = old.getDocumentInformation().getCOSObject();
      return String.valueOf(about.getString(SOURCE));
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static String fingerprint(Entry entry) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String how = String.join("\t", MAKING, entry.layout().name(), entry.title(), entry.note());
      digest.update(how.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(entry.source())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A temporary file is its owner's alone; the server may run as another user. */
  private static void readableByAll(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static boolean isPdf(Path source) {
    return source.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".pdf");
  }
}
