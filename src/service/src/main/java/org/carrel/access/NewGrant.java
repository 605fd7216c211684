package org.carrel.access;

import java.util.Set;
import org.carrel.base.Ids;

/**
 * A grant to be made.
 *
 * @param id {@code g_} and 22 characters
 * @param holder {@code pass:<pass id>}, later {@code institution:<id>}
 * @param source what it stems from, unique
 * @param collections numbers of collections; empty for every collection
 * @param limits caps over its life
 */
public record NewGrant(
    String id, String holder, Source source, Set<Integer> collections, Limits limits) {
  public NewGrant {
    if (!id.matches("g_[A-Za-z0-9_-]{22}")) {
      throw new IllegalArgumentException("not a grant's id: " + id);
    }
    if (!holder.matches("[a-z]+:\\S+")) {
      throw new IllegalArgumentException("not a holder: " + holder);
    }
    collections = Set.copyOf(collections);
  }

  /** A grant with a new id. */
  public static NewGrant of(String holder, Source source, Set<Integer> collections, Limits limits) {
    return new NewGrant(Ids.of("g"), holder, source, collections, limits);
  }
}
