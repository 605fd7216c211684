package org.carrel.sales.web;

import jakarta.ws.rs.FormParam;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.carrel.base.EmailAddress;
import org.carrel.sales.Signing;
import org.jspecify.annotations.Nullable;

/** The fields of who wants to accept a quote, as they were typed. */
public class AcceptForm {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_ADDRESS = 1_000;

  @FormParam("name")
  @Nullable String name;

  @FormParam("title")
  @Nullable String title;

  @FormParam("email")
  @Nullable String email;

  @FormParam("po")
  @Nullable String po;

  @FormParam("billing")
  @Nullable String billing;

  @FormParam("tax-id")
  @Nullable String taxId;

  @FormParam("exemption")
  @Nullable String exemption;

  @FormParam("exempt-until")
  @Nullable String exemptUntil;

  /** A form that knows what the quote knows. */
  static AcceptForm of(String billing, String taxId) {
    AcceptForm form = new AcceptForm();
    form.billing = billing;
    form.taxId = taxId;
    return form;
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors(LocalDate today) {
    Map<String, String> errors = new LinkedHashMap<>();
    line(errors, "name", name(), "Your name is missing.");
    line(errors, "title", title(), "Your title is missing. Example: Head of Acquisitions");
    if (EmailAddress.parse(email()).isEmpty()) {
      errors.put("email", "This is not a complete e-mail address. Example: ada@example.edu");
    }
    line(errors, "po", po(), "");
    if (billing().isEmpty()) {
      errors.put("billing", "The address for the invoice is missing.");
    } else if (billing().length() > LONGEST_ADDRESS) {
      errors.put("billing", "This is longer than 1,000 characters. Please shorten it.");
    }
    line(errors, "tax-id", taxId(), "");
    line(errors, "exemption", exemption(), "");
    exemptUntil(errors, today);
    return errors;
  }

  private void exemptUntil(Map<String, String> errors, LocalDate today) {
    if (exemption().isEmpty() && exemptUntil().isEmpty()) {
      return;
    }
    LocalDate until = day();
    if (exemption().isEmpty()) {
      errors.put("exemption", "The number of the certificate is missing.");
    } else if (until == null) {
      errors.put("exempt-until", "The last day of the certificate is missing. Example: 2027-12-31");
    } else if (until.isBefore(today)) {
      errors.put("exempt-until", "This certificate is no longer good today.");
    }
  }

  Signing signing() {
    return new Signing(name(), title(), po(), billing(), taxId(), exemption(), day());
  }

  private @Nullable LocalDate day() {
    try {
      return exemptUntil().isEmpty() ? null : LocalDate.parse(exemptUntil());
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static void line(Map<String, String> errors, String field, String value, String missing) {
    if (value.isEmpty() && !missing.isEmpty()) {
      errors.put(field, missing);
    } else if (value.length() > LONGEST_LINE) {
      errors.put(field, "This is longer than 200 characters. Please shorten it.");
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      errors.put(field, "This holds a character that cannot be shown. Please type it again.");
    }
  }

  public String name() {
    return typed(name);
  }

  public String title() {
    return typed(title);
  }

  public String email() {
    return typed(email);
  }

  public String po() {
    return typed(po);
  }

  public String billing() {
    return typed(billing);
  }

  public String taxId() {
    return typed(taxId);
  }

  public String exemption() {
    return typed(exemption);
  }

  public String exemptUntil() {
    return typed(exemptUntil);
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
