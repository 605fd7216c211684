package org.carrel.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Real time plus an offset that several programs on one machine share through a file.
 *
 * <p>The file holds one big-endian {@code long}: the offset in milliseconds. It is mapped into
 * memory, so reading the time costs no system call and a move is seen by every program at once. The
 * clock only moves forward. It belongs to demos and tests: a program refuses it in production.
 */
public final class MovableClock extends Clock {
  private final Path file;
  private final ZoneId zone;
  private final ByteBuffer offset;

  private MovableClock(Path file, ZoneId zone, ByteBuffer offset) {
    this.file = file;
    this.zone = zone;
    this.offset = offset;
  }

  /**
   * Opens the clock kept in {@code file}, which is made with offset 0 where it is missing.
   *
   * @throws UncheckedIOException if the file can be neither opened nor made
   */
  public static MovableClock open(Path file) {
    try (FileChannel channel = channel(file)) {
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
      return new MovableClock(file, ZoneOffset.UTC, mapped);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock file " + file + " cannot be opened", e);
    }
  }

  /**
   * Moves the clock forward for every program that shares the file.
   *
   * @param by how far; not negative
   * @return the time after the move
   * @throws IllegalArgumentException if {@code by} is negative: this clock never goes back
   */
  public Instant forward(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock only moves forward, not by " + by);
    }
    try (FileChannel channel = channel(file);
        FileLock lock = channel.lock()) {
      offset.putLong(0, Math.addExact(offset.getLong(0), by.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException("the clock file " + file + " cannot be locked", e);
    }
    return instant();
  }

  /** How far this clock is ahead of real time. */
  public Duration ahead() {
    return Duration.ofMillis(offset.getLong(0));
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plusMillis(offset.getLong(0));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MovableClock(file, other, offset);
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }
}
