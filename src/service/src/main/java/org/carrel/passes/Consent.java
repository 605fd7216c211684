package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Locale;

/**
 * The buyer's consent that access starts before the withdrawal period ends: which text was shown,
 * when it was agreed to and in which language.
 */
@Embeddable
public class Consent {
  /** The text as it stands beside the box, which is never ticked beforehand. */
  public static final String TEXT =
      "I want access before the 14-day withdrawal period ends. I know that I lose the right to"
          + " withdraw once I start it.";

  /** Names {@link #TEXT}; a changed text gets a new version. */
  public static final String TEXT_VERSION = "start-2026-11";

  @Column(name = "consent_version")
  private String textVersion;

  @Column(name = "consent_at")
  private Instant at;

  @Column(name = "consent_locale")
  private String locale;

  protected Consent() {}

  private Consent(String textVersion, Instant at, String locale) {
    this.textVersion = textVersion;
    this.at = at;
    this.locale = locale;
  }

  /** Consent to today's text, given at {@code at} on a page in {@code locale} (BCP 47). */
  public static Consent given(Instant at, String locale) {
    return new Consent(TEXT_VERSION, at, locale);
  }

  public String textVersion() {
    return textVersion;
  }

  public Instant at() {
    return at;
  }

  public String locale() {
    return locale;
  }

  /** The language of the page, in English words. */
  public String language() {
    return Locale.forLanguageTag(locale).getDisplayLanguage(Locale.ENGLISH);
  }
}
