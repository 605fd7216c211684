package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that gives an institution access without payment. */
public class CourtesyForm {
  @FormParam("collection")
  @Nullable List<String> collections;

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
