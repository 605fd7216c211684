package org.carrel.institutions;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an institution when it is added.
 *
 * @param name 1 to 200 characters
 * @param fte full-time students and staff, 1 or more; null while it is not known
 * @param zone in which its days begin and end
 * @param ror null where it has none
 * @param domain null while it is not known
 * @param parentId the institution that it is part of, if any
 */
public record NewInstitution(
    String name,
    Country country,
    InstitutionType type,
    @Nullable Integer fte,
    ZoneId zone,
    @Nullable RorId ror,
    @Nullable DomainName domain,
    @Nullable String parentId) {
  /** The longest name, in characters. */
  public static final int NAME_LENGTH = 200;

  /** More people than any institution has. */
  public static final int MOST_FTE = 10_000_000;

  public NewInstitution {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw new IllegalArgumentException("a name has 1 to " + NAME_LENGTH + " characters");
    }
    if (fte != null && (fte < 1 || fte > MOST_FTE)) {
      throw new IllegalArgumentException("fte is 1 to " + MOST_FTE);
    }
  }
}
