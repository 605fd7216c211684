package org.carrel.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Who made an item.
 *
 * @param name as printed
 * @param kind what the name names
 * @param uri an identifier on the web (ORCID, ROR, VIAF), where one is known
 */
public record Creator(String name, Kind kind, @Nullable String uri) {
  /** What schema.org calls them: Person, Organization, GovernmentOrganization. */
  public enum Kind {
    PERSON("Person"),
    ORGANIZATION("Organization"),
    GOVERNMENT("GovernmentOrganization");

    private final String schemaType;

    Kind(String schemaType) {
      this.schemaType = schemaType;
    }

    public String schemaType() {
      return schemaType;
    }
  }
}
