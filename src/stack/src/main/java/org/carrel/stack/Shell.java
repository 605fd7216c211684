package org.carrel.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Short commands of the operating system, run to their end. */
final class Shell {
  private Shell() {}

  /** What a command printed on either stream, and how it ended. */
  record Result(int exit, String output) {}

  /** Runs a command in the root directory (always readable) and waits for its end. */
  static Result run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), text);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.get(0), e);
    }
  }

  /** The output of a command that succeeds; empty if it fails or is not there. */
  static Optional<String> output(String... command) {
    try {
      Result result = run(List.of(command));
      return result.exit() == 0 ? Optional.of(result.output()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @throws IOException with the command's output if it does not
   */
  static void must(List<String> command) throws IOException {
    Result result = run(command);
    if (result.exit() != 0) {
      throw new IOException(
          String.join(" ", command) + " failed (" + result.exit() + "): " + result.output());
    }
  }
}
