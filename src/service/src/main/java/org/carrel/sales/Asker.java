package org.carrel.sales;

import org.carrel.base.EmailAddress;

/**
 * The person who asks.
 *
 * @param role as what; may be empty
 * @param email where the answer goes
 */
public record Asker(String name, String role, EmailAddress email) {
  /** Without the person. */
  @Override
  public String toString() {
    return "Asker";
  }
}
