package org.carrel.institutions;

import java.time.Instant;
import org.carrel.base.EmailAddress;

/**
 * A reader who may act for an institution.
 *
 * @param since when the role was given
 */
public record Librarian(String readerId, EmailAddress email, Instant since) {
  /** Without the person. */
  @Override
  public String toString() {
    return "Librarian[" + readerId + "]";
  }
}
