package org.carrel.stories;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * A library of any size, the same at every run: so many items that are offered, after each thousand
 * one that was withdrawn, and their titles. Written line by line.
 *
 * @param folder where its three files are
 * @param offered how many items have a landing page; whole thousands
 */
record GeneratedLibrary(Path folder, int offered) {
  private static final int COLLECTIONS = 2;
  private static final int EVERY = 1_000;

  /** Writes the files. */
  static GeneratedLibrary write(Path folder, int offered) {
    GeneratedLibrary library = new GeneratedLibrary(folder, offered);
    try {
      Files.createDirectories(folder);
      library.writeCollections();
      library.writeTitles();
      library.writeItems();
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many items there are; their numbers are those below. */
  int items() {
    return offered + offered / EVERY;
  }

  static boolean isWithdrawn(int number) {
    return number % (EVERY + 1) == EVERY;
  }

  /** Some item that is offered. */
  GeneratedItem any(RandomGenerator random) {
    return GeneratedItem.of(anyNumber(random));
  }

  /** The handle of some item that is offered. */
  String anyHandle(RandomGenerator random) {
    return GeneratedItem.handle(anyNumber(random));
  }

  private int anyNumber(RandomGenerator random) {
    int number = random.nextInt(items());
    return isWithdrawn(number) ? number - 1 : number;
  }

  private void writeCollections() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("collections.jsonl"))) {
      for (int i = 1; i <= COLLECTIONS; i++) {
        out.write(
            "{\"number\":%d,\"name\":\"Generated %d\",\"description\":\"Made for a test.\"}%n"
                .formatted(i, i));
      }
    }
  }

  private void writeTitles() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("titles.jsonl"))) {
      for (int i = 0; i <= GeneratedItem.titleNumber(items() - 1); i++) {
        out.write(
            ("{\"id\":\"%s\",\"name\":\"Generated Law Review %d\",\"publisher\":\"Generated Press\","
                    + "\"collections\":[%d],\"data_type\":\"Journal\",\"publication_type\":\"serial\","
                    + "\"online_issn\":\"2434-561X\"}%n")
                .formatted(GeneratedItem.titleId(i), i, 1 + i % COLLECTIONS));
      }
    }
  }

  private void writeItems() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("items.jsonl"))) {
      for (int i = 0; i < items(); i++) {
        out.write(GeneratedItem.of(i).line(isWithdrawn(i)));
        out.newLine();
      }
    }
  }
}
