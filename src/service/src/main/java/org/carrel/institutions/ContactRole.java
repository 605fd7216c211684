package org.carrel.institutions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an institution's contact is written to about. */
public enum ContactRole {
  LICENSING,
  BILLING,
  TECHNICAL,
  USAGE;

  /** As pages say it. */
  public String label() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** The role with this name, as forms send it; nothing for any other text. */
  public static Optional<ContactRole> named(String name) {
    return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
  }
}
