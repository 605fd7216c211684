package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.carrel.access.Grant;
import org.carrel.access.Grants;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.institutions.Courtesies;
import org.carrel.institutions.Courtesy;
import org.carrel.institutions.Institution;

/**
 * A courtesy as the staff's page shows it.
 *
 * @param courtesy what was given
 * @param collections their names
 * @param state in a word
 * @param running whether it can be ended
 */
record CourtesyRow(Courtesy courtesy, String collections, String state, boolean running) {
  /** Makes rows. */
  @Singleton
  static class Maker {
    private final Courtesies courtesies;
    private final Grants grants;
    private final Collections collections;
    private final Clock clock;

    Maker(Courtesies courtesies, Grants grants, Collections collections, Clock clock) {
      this.courtesies = courtesies;
      this.grants = grants;
      this.collections = collections;
      this.clock = clock;
    }

    /** The day that it is at an institution. */
    LocalDate today(Institution institution) {
      return LocalDate.ofInstant(clock.instant(), institution.zone());
    }

    List<CourtesyRow> of(Institution institution) {
      LocalDate today = today(institution);
      return courtesies.of(institution.id()).stream().map(one -> row(one, today)).toList();
    }

    private CourtesyRow row(Courtesy courtesy, LocalDate today) {
      boolean over = courtesy.endedAt().isPresent() || courtesy.lastDay().isBefore(today);
      String state =
          courtesy.endedAt().isPresent()
              ? "ended by staff"
              : over ? "over" : today.isBefore(courtesy.firstDay()) ? "begins later" : "running";
      return new CourtesyRow(courtesy, names(courtesy), state, !over);
    }

    private String names(Courtesy courtesy) {
      Set<Integer> numbers =
          grants.find(courtesy.grantId()).map(Grant::collections).orElse(Set.of());
      return numbers.isEmpty()
          ? "The whole library"
          : String.join(
              ", ",
              collections.all().stream()
                  .filter(one -> numbers.contains(one.number()))
                  .map(Collection::name)
                  .toList());
    }
  }
}
