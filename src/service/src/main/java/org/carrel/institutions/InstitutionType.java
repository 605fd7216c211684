package org.carrel.institutions;

import java.util.Arrays;
import java.util.Optional;

/** What kind of organization an institution is; prices go by it. */
public enum InstitutionType {
  LAW_SCHOOL("University with a law school"),
  UNIVERSITY("University or college"),
  LAW_FIRM("Law firm"),
  COURT_OR_GOVERNMENT("Court or government"),
  PUBLIC_LIBRARY("Public library"),
  OTHER("Another organization");

  private final String label;

  InstitutionType(String label) {
    this.label = label;
  }

  /** As pages say it. */
  public String label() {
    return label;
  }

  /** The type with this name, as forms send it; nothing for any other text. */
  public static Optional<InstitutionType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
