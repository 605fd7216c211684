package org.carrel.docserver.library;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A page as shades of grey, in the smallest encoding that suits it. */
public final class GrayImage {
  private static final int SHADES = 16;
  private static final float JPEG_QUALITY = 0.72f;

  private GrayImage() {}

  /** Sixteen shades, two pixels a byte, each row starting on a byte: what print needs. */
  public static byte[] packed(BufferedImage gray) {
    int width = gray.getWidth();
    int rowBytes = (width + 1) / 2;
    byte[] packed = new byte[rowBytes * gray.getHeight()];
    int[] row = new int[width];
    Raster raster = gray.getRaster();
    for (int y = 0; y < gray.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        int shade = (row[x] * (SHADES - 1) + 127) / 255;
        packed[y * rowBytes + x / 2] |= (byte) (x % 2 == 0 ? shade << 4 : shade);
      }
    }
    return packed;
  }

  /** PNG of sixteen shades, or JPEG where that is smaller (photographs). */
  public static byte[] encode(BufferedImage gray) {
    byte[] png = png(gray);
    long pixels = (long) gray.getWidth() * gray.getHeight();
    if (png.length < pixels / 8) {
      return png;
    }
    byte[] jpeg = jpeg(gray);
    return jpeg.length < png.length ? jpeg : png;
  }

  /** JPEG in grey. */
  public static byte[] jpeg(BufferedImage gray) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(JPEG_QUALITY);
      writer.write(null, new IIOImage(gray, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The media type that {@code encoded} begins like. */
  public static String mediaType(byte[] encoded) {
    return encoded.length > 1 && (encoded[0] & 0xff) == 0xff ? "image/jpeg" : "image/png";
  }

  /** A smaller copy, {@code width} pixels wide, each pixel the mean of those it stands for. */
  public static BufferedImage shrink(BufferedImage gray, int width) {
    int height = Math.max(1, Math.round(gray.getHeight() * (float) width / gray.getWidth()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      int top = y * gray.getHeight() / height;
      int bottom = Math.max(top + 1, (y + 1) * gray.getHeight() / height);
      for (int x = 0; x < width; x++) {
        int left = x * gray.getWidth() / width;
        int right = Math.max(left + 1, (x + 1) * gray.getWidth() / width);
        small.getRaster().setSample(x, y, 0, mean(gray.getRaster(), left, top, right, bottom));
      }
    }
    return small;
  }

  private static int mean(Raster raster, int left, int top, int right, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += raster.getSample(x, y, 0);
      }
    }
    return (int) (sum / ((long) (right - left) * (bottom - top)));
  }

  private static byte[] png(BufferedImage gray) {
    BufferedImage indexed =
        new BufferedImage(
            gray.getWidth(), gray.getHeight(), BufferedImage.TYPE_BYTE_BINARY, shades());
    WritableRaster to = indexed.getRaster();
    int[] row = new int[gray.getWidth()];
    for (int y = 0; y < gray.getHeight(); y++) {
      gray.getRaster().getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        row[x] = (row[x] * (SHADES - 1) + 127) / 255;
      }
      to.setSamples(0, y, row.length, 1, 0, row);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(indexed, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static IndexColorModel shades() {
    byte[] levels = new byte[SHADES];
    for (int i = 0; i < SHADES; i++) {
      levels[i] = (byte) (i * 255 / (SHADES - 1));
    }
    return new IndexColorModel(4, SHADES, levels, levels, levels);
  }
}
