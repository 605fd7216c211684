package org.carrel.docserver.uses;

/** What a subject used: pages shown and documents downloaded. */
public record Use(String sub, int pages, int downloads) {
  Use plus(Use other) {
    return new Use(sub, pages + other.pages, downloads + other.downloads);
  }
}
