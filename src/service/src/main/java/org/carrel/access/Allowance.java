package org.carrel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What was used of a grant so far; {@link Allowances} counts it up in the database. */
@Entity
@Immutable
@Table(name = "allowances")
class Allowance {
  @Id
  @Column(name = "grant_id")
  private String grantId;

  @Column(name = "pages_used")
  private long pagesUsed;

  @Column(name = "downloads_used")
  private long downloadsUsed;

  @SuppressWarnings("NullAway.Init")
  protected Allowance() {} // for Hibernate

  /** What {@code grant} has left when {@code used} was used; null is nothing used. */
  static Remaining left(Grant grant, @Nullable Allowance used) {
    return used == null
        ? Remaining.of(grant.limits(), 0, 0)
        : Remaining.of(grant.limits(), used.pagesUsed, used.downloadsUsed);
  }
}
