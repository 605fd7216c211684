package org.carrel.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an institution says a person is to it: the entitlement of the common library terms, or a
 * value of eduPersonAffiliation. {@code library-walk-in} is none of these: whoever walked in reads
 * through the network, where the address says it.
 */
public enum Affiliation {
  COMMON_LIB_TERMS,
  MEMBER,
  STUDENT,
  FACULTY,
  STAFF,
  EMPLOYEE,
  /** Counts only where a grant says so. */
  ALUM,
  /** Counts only where a grant says so. */
  AFFILIATE;

  /** Those that read by every grant of their institution. */
  static final Set<Affiliation> ALWAYS =
      EnumSet.complementOf(EnumSet.of(Affiliation.ALUM, Affiliation.AFFILIATE));

  /** Its word, as assertions and our tables write it: {@code member}, {@code common-lib-terms}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that a word of an assertion means, whatever its case; nothing for another word. */
  public static Optional<Affiliation> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equalsIgnoreCase(word)).findFirst();
  }
}
