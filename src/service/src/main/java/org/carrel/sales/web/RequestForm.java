package org.carrel.sales.web;

import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the form as they were typed, so that a page with errors shows them again. */
public class RequestForm {
  static final List<String> TYPES =
      List.of(
          "University with a law school",
          "University or college",
          "Law firm",
          "Court or government",
          "Public library",
          "Another organization");
  static final List<String> SIZES =
      List.of(
          "Under 1,000", "1,000 to 4,999", "5,000 to 14,999", "15,000 to 29,999", "30,000 or more");

  @FormParam("kind")
  @Nullable String kind;

  @FormParam("organization")
  @Nullable String organization;

  @FormParam("type")
  @Nullable String type;

  @FormParam("size")
  @Nullable String size;

  @FormParam("seats")
  @Nullable String seats;

  @FormParam("ranges")
  @Nullable String ranges;

  @FormParam("name")
  @Nullable String name;

  @FormParam("role")
  @Nullable String role;

  @FormParam("email")
  @Nullable String email;

  @FormParam("message")
  @Nullable String message;

  @FormParam("item")
  @Nullable String item;

  @FormParam("collection")
  @Nullable String collection;

  /** People do not see this field; programs that fill in everything do. */
  @FormParam("website")
  @Nullable String website;

  /** An empty form for the document or collection at which the question arose. */
  static RequestForm about(@Nullable String item, @Nullable String collection) {
    RequestForm form = new RequestForm();
    form.kind = "quote";
    form.item = item;
    form.collection = collection;
    return form;
  }

  public String kind() {
    return typed(kind);
  }

  public String organization() {
    return typed(organization);
  }

  public String type() {
    return typed(type);
  }

  public String size() {
    return typed(size);
  }

  public String seats() {
    return typed(seats);
  }

  public String ranges() {
    return typed(ranges);
  }

  public String name() {
    return typed(name);
  }

  public String role() {
    return typed(role);
  }

  public String email() {
    return typed(email);
  }

  public String message() {
    return typed(message);
  }

  public String item() {
    return typed(item);
  }

  public String collection() {
    return typed(collection);
  }

  boolean isFromProgram() {
    return !typed(website).isEmpty();
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
