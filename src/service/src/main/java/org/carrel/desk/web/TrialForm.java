package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What staff allow of a trial, as the form sends it. */
public class TrialForm {
  @FormParam("collection")
  @Nullable List<String> collections;

  @FormParam("first")
  @Nullable String first;

  @FormParam("days")
  @Nullable String days;

  @FormParam("note")
  @Nullable String note;

  /** What was asked for, from today on. */
  static TrialForm asked(Set<Integer> collections, LocalDate today, int days) {
    TrialForm form = new TrialForm();
    form.collections = collections.stream().map(String::valueOf).collect(Collectors.toList());
    form.first = today.toString();
    form.days = Integer.toString(days);
    return form;
  }

  /** Whether a box is ticked: a number, or {@code all}. */
  public boolean has(String collection) {
    return collections != null && collections.contains(collection);
  }

  /** The same for a number. */
  public boolean has(int collection) {
    return has(Integer.toString(collection));
  }

  public String first() {
    return first == null ? "" : first.strip();
  }

  public String days() {
    return days == null ? "" : days.strip();
  }

  public String note() {
    return note == null ? "" : note.replace("\r\n", "\n").strip();
  }
}
