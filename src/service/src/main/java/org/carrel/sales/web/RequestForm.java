package org.carrel.sales.web;

import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the form as they were typed, so that a page with errors shows them again. */
public class RequestForm {
  @FormParam("kind")
  @Nullable String kind;

  @FormParam("organization")
  @Nullable String organization;

  @FormParam("country")
  @Nullable String country;

  @FormParam("type")
  @Nullable String type;

  @FormParam("size")
  @Nullable String size;

  @FormParam("domain")
  @Nullable String domain;

  @FormParam("ror")
  @Nullable String ror;

  @FormParam("consortium")
  @Nullable String consortium;

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

  @FormParam("collections")
  @Nullable List<String> collections;

  /** People do not see this field; programs that fill in everything do. */
  @FormParam("website")
  @Nullable String website;

  /** An empty form for the document and the collections at which the question arose. */
  static RequestForm about(@Nullable String item, List<String> collections) {
    RequestForm form = new RequestForm();
    form.kind = "quote";
    form.item = item;
    form.collections = collections;
    return form;
  }

  public String kind() {
    return typed(kind);
  }

  public String organization() {
    return typed(organization);
  }

  public String country() {
    return typed(country);
  }

  public String type() {
    return typed(type);
  }

  public String size() {
    return typed(size);
  }

  public String domain() {
    return typed(domain);
  }

  public String ror() {
    return typed(ror);
  }

  public String consortium() {
    return typed(consortium);
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

  /** Whether a collection is ticked. */
  public boolean wants(int number) {
    return collections().contains(String.valueOf(number));
  }

  public String item() {
    return typed(item);
  }

  /** Numbers of the collections that are ticked. */
  public List<String> collections() {
    return Objects.requireNonNullElse(collections, List.of());
  }

  boolean isFromProgram() {
    return !typed(website).isEmpty();
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
