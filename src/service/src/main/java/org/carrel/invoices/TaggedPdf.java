package org.carrel.invoices;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Makes a tagged PDF (PDF/UA-1) of a page, with its fonts in it. What somebody typed is text in it
 * and nothing else: the maker may load nothing, from nowhere.
 */
@ApplicationScoped
public class TaggedPdf {
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  private final byte[] regular = font("carrel-paper-regular.ttf");
  private final byte[] bold = font("carrel-paper-bold.ttf");

  /**
   * The PDF of a page.
   *
   * @param page XHTML whose font is {@code Paper}, escaped by its template
   */
  public byte[] of(String page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePdfUaAccessibility(true);
    builder.withProducer("Carrel");
    builder.useFont(
        () -> new ByteArrayInputStream(regular), "Paper", REGULAR, FontStyle.NORMAL, true);
    builder.useFont(() -> new ByteArrayInputStream(bold), "Paper", BOLD, FontStyle.NORMAL, true);
    builder.useUriResolver((base, uri) -> null);
    for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
      builder.useExternalResourceAccessControl((uri, type) -> false, when);
    }
    builder.withHtmlContent(printable(page), "");
    builder.toStream(bytes);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Without characters that XML 1.0 does not know. */
  private static String printable(String html) {
    return html.codePoints()
        .filter(
            c ->
                c == '\n'
                    || c == '\t'
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] font(String name) {
    try (InputStream in = TaggedPdf.class.getResourceAsStream("/fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the font " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
