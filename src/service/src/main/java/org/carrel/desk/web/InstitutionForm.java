package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of an institution as they were typed, so that a page with errors shows them again. */
public class InstitutionForm {
  @FormParam("name")
  @Nullable String name;

  @FormParam("country")
  @Nullable String country;

  @FormParam("type")
  @Nullable String type;

  @FormParam("fte")
  @Nullable String fte;

  @FormParam("zone")
  @Nullable String zone;

  @FormParam("domain")
  @Nullable String domain;

  @FormParam("ror")
  @Nullable String ror;

  @FormParam("parent")
  @Nullable String parent;

  /** An empty form for a part of another institution, or for one of its own. */
  static InstitutionForm partOf(@Nullable String parent) {
    InstitutionForm form = new InstitutionForm();
    form.parent = parent;
    return form;
  }

  public String name() {
    return typed(name);
  }

  public String country() {
    return typed(country);
  }

  public String type() {
    return typed(type);
  }

  public String fte() {
    return typed(fte);
  }

  public String zone() {
    return typed(zone);
  }

  public String domain() {
    return typed(domain);
  }

  public String ror() {
    return typed(ror);
  }

  public String parent() {
    return typed(parent);
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
