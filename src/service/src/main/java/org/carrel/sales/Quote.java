package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/** A quote for an institution: its reference, under which it has one version or several. */
@Entity
@Table(name = "quotes")
public class Quote {
  @Id private String id;
  private String reference;

  @Column(name = "institution_id")
  private String institutionId;

  @Column(name = "cloned_from")
  private @Nullable String clonedFrom;

  private @Nullable String renews;

  @Column(name = "made_at")
  private Instant madeAt;

  @Version private long version;

  protected Quote() {}

  Quote(String institutionId, @Nullable String clonedFrom, @Nullable String renews, Instant now) {
    this.id = Ids.of("qt");
    this.reference = Ids.reference("Q");
    this.institutionId = institutionId;
    this.clonedFrom = clonedFrom;
    this.renews = renews;
    this.madeAt = now;
  }

  public String id() {
    return id;
  }

  /** What people read out: {@code Q-7K2M-94QX}. */
  public String reference() {
    return reference;
  }

  public String institutionId() {
    return institutionId;
  }

  /** The quote that it was begun from. */
  public Optional<String> clonedFrom() {
    return Optional.ofNullable(clonedFrom);
  }

  /** The agreement that it renews. */
  public Optional<String> renews() {
    return Optional.ofNullable(renews);
  }

  public Instant madeAt() {
    return madeAt;
  }
}
