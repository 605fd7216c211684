package org.carrel.docserver.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.carrel.docserver.DocserverConfig;

/**
 * Pages as images, rendered at first use and then kept in the cache folder. Many who ask for one
 * page at once cause one rendering; a file in the cache is whole or absent.
 */
@ApplicationScoped
public class PageImages {
  /** Width of a page image in pixels: sharp at the viewer's 840 CSS pixels on most screens. */
  public static final int WIDTH = 1275;

  /** Width of a thumbnail in pixels. */
  public static final int THUMBNAIL_WIDTH = 136;

  private static final COSName THUMB = COSName.getPDFName("Thumb");

  private interface Rendering {
    BufferedImage of(PDDocument pdf) throws IOException;
  }

  private final Path folder;
  private final ConcurrentMap<Path, CompletableFuture<byte[]>> running = new ConcurrentHashMap<>();

  /** Rendering is heavy on memory: as many at once as there are processors. */
  private final Semaphore room = new Semaphore(Runtime.getRuntime().availableProcessors());

  PageImages(DocserverConfig config) {
    this.folder = config.cache().resolve("pages");
  }

  /**
   * A page as PNG or JPEG (see {@link GrayImage#mediaType}), {@link #WIDTH} pixels wide.
   *
   * @param page from 1 on; the document must have it
   */
  public byte[] page(Document document, int page) {
    return cached(document, page + ".img", pdf -> render(pdf, page, WIDTH));
  }

  /** A small image of a page: the one that the file brings, else a rendering. */
  public byte[] thumbnail(Document document, int page) {
    return cached(document, page + ".thumb", pdf -> thumbnail(pdf, page));
  }

  private static BufferedImage thumbnail(PDDocument pdf, int page) throws IOException {
    PDPage of = pdf.getPage(page - 1);
    COSStream brought = of.getCOSObject().getCOSStream(THUMB);
    if (brought == null) {
      return render(pdf, page, THUMBNAIL_WIDTH);
    }
    BufferedImage image = new PDImageXObject(new PDStream(brought), null).getImage();
    BufferedImage gray =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    gray.getGraphics().drawImage(image, 0, 0, null);
    return gray;
  }

  private static BufferedImage render(PDDocument pdf, int page, int width) throws IOException {
    PDPage of = pdf.getPage(page - 1);
    boolean turned = of.getRotation() % 180 != 0;
    float points = turned ? of.getCropBox().getHeight() : of.getCropBox().getWidth();
    return new PDFRenderer(pdf).renderImage(page - 1, width / points, ImageType.GRAY);
  }

  private byte[] cached(Document document, String name, Rendering rendering) {
    Path file = folder.resolve(document.handle().value()).resolve(document.version()).resolve(name);
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> other = running.putIfAbsent(file, mine);
    if (other != null) {
      return result(other);
    }
    try {
      mine.complete(
          Files.exists(file) ? Files.readAllBytes(file) : make(document, file, rendering));
    } catch (IOException e) {
      mine.completeExceptionally(
          new UncheckedIOException("no image of " + document.handle() + ", " + name, e));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e); // memory may have run out: nobody may wait for ever
    } finally {
      running.remove(file);
    }
    return result(mine);
  }

  private byte[] make(Document document, Path file, Rendering rendering) throws IOException {
    byte[] encoded;
    room.acquireUninterruptibly();
    try (PDDocument pdf = Loader.loadPDF(document.file().toFile())) {
      encoded = GrayImage.encode(rendering.of(pdf));
    } finally {
      room.release();
    }
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), ".page", ".part");
    try {
      Files.write(fresh, encoded);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return encoded;
  }

  private static byte[] result(CompletableFuture<byte[]> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
