package org.carrel.institutions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A range of addresses that is proven to be an institution's: staff vouched for it. */
@Entity
@Table(name = "ranges")
public class Range {
  @Id private String id;

  @Column(name = "institution_id")
  private String institutionId;

  private String tree;
  private String written;

  @JdbcTypeCode(SqlTypes.INET)
  private InetAddress first;

  @JdbcTypeCode(SqlTypes.INET)
  private InetAddress last;

  @Column(name = "share_group")
  private String shareGroup;

  @Column(name = "proven_by")
  private String provenBy;

  @Column(name = "starts_at")
  private Instant startsAt;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Range() {} // for Hibernate

  Range(String institutionId, String tree, IpRange addresses, String by, Instant now) {
    id = Ids.of("n");
    this.institutionId = institutionId;
    this.tree = tree;
    written = addresses.written();
    first = addresses.first();
    last = addresses.last();
    shareGroup = id;
    provenBy = by;
    startsAt = now;
  }

  void end(Instant now) {
    endsAt = now;
  }

  void shareIn(String group) {
    shareGroup = group;
  }

  public String id() {
    return id;
  }

  public String institutionId() {
    return institutionId;
  }

  /** As it was entered. */
  public String written() {
    return written;
  }

  public InetAddress first() {
    return first;
  }

  public InetAddress last() {
    return last;
  }

  /** Whether staff recorded that others have the same addresses. */
  public boolean isShared() {
    return !shareGroup.equals(id);
  }

  String shareGroup() {
    return shareGroup;
  }

  public Instant startsAt() {
    return startsAt;
  }

  /** When it was taken away. */
  public Optional<Instant> endsAt() {
    return Optional.ofNullable(endsAt);
  }
}
