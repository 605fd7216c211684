package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.carrel.base.Money;
import org.hibernate.annotations.Immutable;

/** One version of a plan; it never changes, so a sold pass keeps its terms. */
@Entity
@Immutable
@Table(name = "plans")
public class Plan {
  @EmbeddedId private Key key;

  @Convert(converter = TermsJson.class)
  private PlanTerms terms;

  private Instant since;

  protected Plan() {}

  Plan(int version, PlanTerms terms, Instant since) {
    this.key = new Key(terms.code(), version);
    this.terms = terms;
    this.since = since;
  }

  public String code() {
    return key.code;
  }

  public int version() {
    return key.version;
  }

  public PlanTerms terms() {
    return terms;
  }

  /** What people call it: {@code 24 hours}. */
  public String name() {
    return terms.name();
  }

  /** What it includes, in a few words: {@code Unlimited reading, 10 downloads}. */
  public String includes() {
    String pages = terms.pages() == null ? "Unlimited reading" : terms.pages() + " pages";
    return terms.downloads() == null ? pages : pages + ", " + terms.downloads() + " downloads";
  }

  public Duration duration() {
    return terms.duration();
  }

  /** The price in {@code currency}; refuses one that the plan has no price in. */
  public Money price(String currency) {
    return terms.price(currency);
  }

  /** When this version came on sale. */
  public Instant since() {
    return since;
  }

  /** Code and version of a plan. */
  @Embeddable
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    private String code;

    @Column(name = "version")
    private int version;

    protected Key() {}

    Key(String code, int version) {
      this.code = code;
      this.version = version;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.code.equals(code) && key.version == version;
    }

    @Override
    public int hashCode() {
      return 31 * code.hashCode() + version;
    }
  }
}
