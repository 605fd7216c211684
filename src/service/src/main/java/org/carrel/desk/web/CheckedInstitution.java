package org.carrel.desk.web;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.carrel.institutions.Country;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.Institution;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.NewInstitution;
import org.carrel.institutions.RorId;
import org.carrel.web.Times;
import org.jspecify.annotations.Nullable;

/** Reads the form: either a new institution, or what must be corrected, by field. */
final class CheckedInstitution {
  private final InstitutionForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Optional<Country> country;
  private final Optional<InstitutionType> type;
  private final Optional<ZoneId> zone;
  private final Optional<DomainName> domain;
  private final Optional<RorId> ror;
  private @Nullable Integer fte;

  /**
   * Reads it.
   *
   * @param self the id of the institution that is corrected; empty for a new one
   */
  CheckedInstitution(InstitutionForm form, Institutions institutions, String self) {
    this.form = form;
    checkName();
    country = Country.of(form.country());
    require("country", country, "Please choose one of these.");
    type = InstitutionType.named(form.type());
    require("type", type, "Please choose one of these.");
    checkFte();
    zone = Times.zone(form.zone());
    require("zone", zone, "There is no zone of this name. Examples: America/New_York, Asia/Tokyo");
    domain = DomainName.parse(form.domain());
    optional("domain", form.domain(), domain, "This is no domain. Example: university.example");
    ror = RorId.parse(form.ror());
    optional("ror", form.ror(), ror, "A character of this ROR id is wrong. Look at it again.");
    ror.flatMap(institutions::byRor)
        .filter(other -> !other.id().equals(self))
        .ifPresent(this::known);
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors() {
    return errors;
  }

  /** The institution; only when there are no errors. */
  NewInstitution institution(Optional<Institution> parent) {
    if (!errors.isEmpty()) {
      throw new IllegalStateException("a form with errors is no institution yet");
    }
    return new NewInstitution(
        form.name(),
        country.orElseThrow(),
        type.orElseThrow(),
        fte,
        zone.orElseThrow(),
        ror.orElse(null),
        domain.orElse(null),
        parent.map(Institution::id).orElse(null));
  }

  private void checkName() {
    int length = form.name().length();
    if (length == 0 || length > NewInstitution.NAME_LENGTH) {
      errors.put("name", "A name has 1 to " + NewInstitution.NAME_LENGTH + " characters.");
    } else if (form.name().chars().anyMatch(Character::isISOControl)) {
      errors.put("name", "This holds a character that cannot be shown. Please type it again.");
    }
  }

  private void checkFte() {
    String number = form.fte().replace(",", "");
    if (number.isEmpty()) {
      return;
    }
    if (!number.matches("[1-9]\\d{0,7}") || Integer.parseInt(number) > NewInstitution.MOST_FTE) {
      errors.put("fte", "This is not a whole number from 1 to 10,000,000. Example: 12,400");
      return;
    }
    fte = Integer.valueOf(number);
  }

  private void require(String field, Optional<?> value, String missing) {
    if (value.isEmpty()) {
      errors.put(field, missing);
    }
  }

  private void optional(String field, String typed, Optional<?> value, String wrong) {
    if (!typed.isEmpty() && value.isEmpty()) {
      errors.put(field, wrong);
    }
  }

  private void known(Institution other) {
    errors.put("ror", "This is the ROR id of " + other.name() + ", which is known already.");
  }
}
