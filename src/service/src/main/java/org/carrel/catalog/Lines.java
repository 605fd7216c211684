package org.carrel.catalog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, one at a time: UTF-8, at most 1 MiB each, so that no file however large or
 * broken needs more memory than one line.
 */
final class Lines implements Closeable {
  static final int LONGEST = 1 << 20;

  private final InputStream in;
  private long number;

  Lines(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** A line that cannot be read; the next can. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /** Number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** The next line without its end; {@code null} after the last. */
  @Nullable String next() throws IOException, Unreadable {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int read = 0;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (++read <= LONGEST) {
        line.write(b);
      }
    }
    if (read > LONGEST) {
      throw new Unreadable("the line is longer than 1 MiB");
    }
    return decode(line.toByteArray());
  }

  private static String decode(byte[] bytes) throws Unreadable {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException e) {
      throw new Unreadable("the line is not UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
