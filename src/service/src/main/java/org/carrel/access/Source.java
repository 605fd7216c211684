package org.carrel.access;

/**
 * What a grant stems from; a source gives one grant, never two.
 *
 * @param kind {@code pass}, {@code courtesy}, {@code trial}, later {@code agreement}
 * @param id its id
 */
public record Source(String kind, String id) {
  public Source {
    if (!kind.matches("[a-z_]+") || id.isBlank()) {
      throw new IllegalArgumentException("not a source: " + kind + " " + id);
    }
  }
}
