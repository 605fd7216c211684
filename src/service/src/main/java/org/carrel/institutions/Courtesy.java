package org.carrel.institutions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access that staff gave an institution without payment, and why. */
@Entity
@Table(name = "courtesies")
public class Courtesy {
  @Id private String id;

  @Column(name = "institution_id")
  private String institutionId;

  @Column(name = "grant_id")
  private String grantId;

  @Column(name = "first_day")
  private LocalDate firstDay;

  @Column(name = "last_day")
  private LocalDate lastDay;

  private String reason;

  @Column(name = "given_by")
  private String givenBy;

  @Column(name = "given_at")
  private Instant givenAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "ended_by")
  private @Nullable String endedBy;

  @SuppressWarnings("NullAway.Init")
  protected Courtesy() {} // for Hibernate

  Courtesy(String id, String institutionId, String grantId, Terms terms, String by, Instant now) {
    this.id = id;
    this.institutionId = institutionId;
    this.grantId = grantId;
    firstDay = terms.firstDay();
    lastDay = terms.lastDay();
    reason = terms.reason();
    givenBy = by;
    givenAt = now;
  }

  /**
   * What is given.
   *
   * @param firstDay in the institution's zone
   * @param lastDay the last one with access
   * @param reason for colleagues
   */
  public record Terms(LocalDate firstDay, LocalDate lastDay, String reason) {
    /** The longest reason, in characters. */
    public static final int REASON_LENGTH = 500;

    public Terms {
      if (lastDay.isBefore(firstDay)) {
        throw new IllegalArgumentException("the last day is before the first");
      }
      if (reason.isBlank() || reason.length() > REASON_LENGTH) {
        throw new IllegalArgumentException("a reason has 1 to " + REASON_LENGTH + " characters");
      }
    }
  }

  void end(String by, Instant now) {
    endedAt = now;
    endedBy = by;
  }

  public String id() {
    return id;
  }

  public String institutionId() {
    return institutionId;
  }

  public String grantId() {
    return grantId;
  }

  public LocalDate firstDay() {
    return firstDay;
  }

  /** The last day with access. */
  public LocalDate lastDay() {
    return lastDay;
  }

  public String reason() {
    return reason;
  }

  /** When it was ended before its time. */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }
}
