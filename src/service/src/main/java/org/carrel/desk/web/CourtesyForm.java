package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carrel.access.Affiliation;
import org.jspecify.annotations.Nullable;

/** The form that gives an institution access without payment. */
public class CourtesyForm {
  @FormParam("collection")
  @Nullable List<String> collections;

  @FormParam("admit")
  @Nullable List<String> admit;

  @FormParam("first")
  @Nullable String first;

  @FormParam("last")
  @Nullable String last;

  @FormParam("reason")
  @Nullable String reason;

  /** Numbers, or {@code all}. */
  public List<String> collections() {
    return collections == null ? List.of() : collections;
  }

  /** Whether a box was ticked. */
  public boolean has(String collection) {
    return collections().contains(collection);
  }

  /** The same for a number. */
  public boolean has(int collection) {
    return has(Integer.toString(collection));
  }

  /**
   * Who reads by it besides the institution's own people; a word that is none is no box of ours.
   */
  public Set<Affiliation> admits() {
    return Stream.of(Affiliation.ALUM, Affiliation.AFFILIATE)
        .filter(one -> admit != null && admit.contains(one.word()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether that box was ticked. */
  public boolean admits(String word) {
    return Affiliation.of(word).filter(admits()::contains).isPresent();
  }

  public String first() {
    return first == null ? "" : first.strip();
  }

  public String last() {
    return last == null ? "" : last.strip();
  }

  public String reason() {
    return reason == null ? "" : reason.strip();
  }
}
