package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.NewProvider;
import org.carrel.institutions.SignOnProtocol;
import org.jspecify.annotations.Nullable;

/** The form that registers a provider. */
public class ProviderForm {
  private static final int MOST_SCOPES = 100;

  @FormParam("name")
  @Nullable String name;

  @FormParam("protocol")
  @Nullable String protocol;

  @FormParam("entity")
  @Nullable String entity;

  @FormParam("alias")
  @Nullable String alias;

  @FormParam("scopes")
  @Nullable String scopes;

  public String name() {
    return text(name);
  }

  /** Its name in capitals. */
  public String protocol() {
    return text(protocol);
  }

  public String entity() {
    return text(entity);
  }

  public String alias() {
    return text(alias);
  }

  /** As they were typed, separated by blanks or commas. */
  public String scopes() {
    return text(scopes);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  private List<String> eachScope() {
    return Arrays.stream(scopes().split("[\\s,;]+")).filter(one -> !one.isEmpty()).toList();
  }

  private Optional<SignOnProtocol> chosen() {
    return Arrays.stream(SignOnProtocol.values())
        .filter(one -> one.name().equals(protocol()))
        .findFirst();
  }

  /** What is wrong, by field. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (name().isEmpty() || name().length() > NewProvider.NAME_LENGTH) {
      errors.put("name", "Give the name by which its people know it.");
    }
    if (chosen().isEmpty()) {
      errors.put("protocol", "Choose how it speaks.");
    }
    if (!NewProvider.isEntityId(entity())) {
      errors.put("entity", "Give its entityID or issuer as its metadata write it, a whole URI.");
    }
    if (!NewProvider.isAlias(alias())) {
      errors.put("alias", "Use 2 to 60 small letters, digits and hyphens.");
    }
    List<String> each = eachScope();
    String odd =
        each.stream()
            .filter(one -> !DomainName.parse(one).map(DomainName::value).equals(lower(one)))
            .findFirst()
            .orElse("");
    if (each.size() > MOST_SCOPES || !odd.isEmpty()) {
      errors.put("scopes", "Each scope is a domain such as university.example; this is none.");
    }
    return errors;
  }

  private static Optional<String> lower(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT));
  }

  /** What it says, once nothing is wrong. */
  NewProvider provider() {
    return new NewProvider(
        name(),
        chosen().orElseThrow(),
        entity(),
        alias(),
        eachScope().stream()
            .map(one -> DomainName.parse(one).orElseThrow())
            .collect(Collectors.toUnmodifiableSet()));
  }
}
