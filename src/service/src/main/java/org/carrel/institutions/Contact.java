package org.carrel.institutions;

import org.carrel.base.EmailAddress;

/**
 * A person of an institution who is written to.
 *
 * @param name 1 to 200 characters
 */
public record Contact(EmailAddress email, String name, ContactRole role) {
  /** Without the person. */
  @Override
  public String toString() {
    return "Contact[" + role + "]";
  }
}
