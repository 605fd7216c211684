package org.carrel.docserver.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.carrel.docserver.library.GrayImage;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.Typeface;

/** Appends pages to a document: the page's image, its thumbnail and the invisible text over it. */
final class FacsimileWriter {
  static final float DPI = 200;
  private static final int THUMBNAIL_WIDTH = 136;
  private static final COSName THUMB = COSName.getPDFName("Thumb");

  private final PDDocument target;
  private final Typeface face;

  FacsimileWriter(PDDocument target) throws IOException {
    this.target = target;
    this.face = new Typeface(target);
  }

  /**
   * Appends page {@code index} of {@code source} as an image with {@code text} over it.
   *
   * @param index from 0 on
   */
  void append(PDFRenderer source, int index, PageText text) throws IOException {
    BufferedImage image = source.renderImageWithDPI(index, DPI, ImageType.GRAY);
    PDPage page = new PDPage(new PDRectangle(text.width(), text.height()));
    target.addPage(page);
    try (PDPageContentStream out = new PDPageContentStream(target, page)) {
      out.drawImage(embed(image), 0, 0, text.width(), text.height());
      new PageWriter(out, face, text).write(RenderingMode.NEITHER);
    }
    BufferedImage thumbnail = GrayImage.shrink(image, THUMBNAIL_WIDTH);
    page.getCOSObject().setItem(THUMB, packed(thumbnail));
  }

  private PDImageXObject embed(BufferedImage image) throws IOException {
    byte[] shades = deflated(GrayImage.packed(image));
    if (shades.length <= (long) image.getWidth() * image.getHeight() / 8) {
      return gray(shades, COSName.FLATE_DECODE, image, 4);
    }
    byte[] jpeg = GrayImage.jpeg(image);
    return jpeg.length < shades.length
        ? gray(jpeg, COSName.DCT_DECODE, image, 8)
        : gray(shades, COSName.FLATE_DECODE, image, 4);
  }

  private PDImageXObject packed(BufferedImage image) throws IOException {
    return gray(deflated(GrayImage.packed(image)), COSName.FLATE_DECODE, image, 4);
  }

  private PDImageXObject gray(byte[] encoded, COSName filter, BufferedImage image, int bits)
      throws IOException {
    return new PDImageXObject(
        target,
        new ByteArrayInputStream(encoded),
        filter,
        image.getWidth(),
        image.getHeight(),
        bits,
        PDDeviceGray.INSTANCE);
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(6);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(bytes);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
