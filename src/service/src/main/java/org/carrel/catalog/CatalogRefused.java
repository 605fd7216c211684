package org.carrel.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** An import that changed nothing, because its files hold errors. */
public class CatalogRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Error> errors;

  CatalogRefused(List<Error> errors) {
    super(
        "the catalogue was not imported:\n"
            + errors.stream().map(Error::toString).collect(Collectors.joining("\n"))
            + (errors.size() < Errors.MOST ? "" : "\nand perhaps more: reading stopped here"));
    this.errors = List.copyOf(errors);
  }

  /** The errors in the order found, at most a hundred. */
  public List<Error> errors() {
    return errors;
  }

  /**
   * One error.
   *
   * @param file name of the file
   * @param line number of the line, from 1; 0 for the file as a whole
   * @param message what is wrong and what is expected
   */
  public record Error(String file, long line, String message) {
    @Override
    public String toString() {
      return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
  }
}
