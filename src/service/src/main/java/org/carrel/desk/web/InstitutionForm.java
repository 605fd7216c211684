package org.carrel.desk.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.Objects;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.Institution;
import org.carrel.institutions.RorId;
import org.carrel.sales.Organization;
import org.carrel.sales.Request;
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

  /** The request that it is known from. */
  @FormParam("request")
  @Nullable String request;

  /** The change count of the institution that is corrected, as it was looked at. */
  @DefaultValue("-1")
  @FormParam("seen")
  long seen = -1;

  /**
   * A form filled with what a request says. The domain is not: whose addresses are in it may begin
   * a trial, so staff enter what they verified.
   */
  static InstitutionForm of(Request asked) {
    Organization who = asked.organization();
    InstitutionForm form = new InstitutionForm();
    form.name = who.name();
    form.country = who.country().code();
    form.type = who.type().name();
    form.ror = who.ror() == null ? null : who.ror().value();
    form.request = asked.id();
    return form;
  }

  /** A form filled with what is known of an institution. */
  static InstitutionForm of(Institution known) {
    InstitutionForm form = new InstitutionForm();
    form.name = known.name();
    form.country = known.country().code();
    form.type = known.type().name();
    form.fte = known.fte().map(Object::toString).orElse("");
    form.zone = known.zone().getId();
    form.domain = known.domain().map(DomainName::value).orElse("");
    form.ror = known.ror().map(RorId::value).orElse("");
    form.seen = known.version();
    return form;
  }

  /** An empty form for a part of another institution, or for one of its own. */
  static InstitutionForm partOf(@Nullable String parent) {
    InstitutionForm form = new InstitutionForm();
    form.parent = parent;
    return form;
  }

  /** The change count of the institution that is corrected. */
  public long seen() {
    return seen;
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

  public String request() {
    return typed(request);
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
