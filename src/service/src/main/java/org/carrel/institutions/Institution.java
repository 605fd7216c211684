package org.carrel.institutions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.carrel.base.Ids;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A library's parent: who signs agreements, owns ranges, and is counted as one customer. */
@Entity
@Table(name = "institutions")
public class Institution {
  @Id private String id;

  @Generated
  @Column(insertable = false, updatable = false)
  private int number;

  private String name;

  @JdbcTypeCode(SqlTypes.CHAR)
  private String country;

  @Enumerated(EnumType.STRING)
  private InstitutionType type;

  private @Nullable Integer fte;
  private String zone;

  @Column(name = "ror_id")
  private @Nullable String rorId;

  private @Nullable String domain;

  @Column(name = "parent_id")
  private @Nullable String parentId;

  @Column(name = "merged_into")
  private @Nullable String mergedInto;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  protected Institution() {}

  Institution(NewInstitution known, Instant now) {
    id = Ids.of("i");
    correct(known);
    parentId = known.parentId();
    createdAt = now;
  }

  /** Takes over what is known now; what it is part of stays. */
  final void correct(NewInstitution known) {
    name = known.name();
    country = known.country().code();
    type = known.type();
    fte = known.fte();
    zone = known.zone().getId();
    rorId = known.ror() == null ? null : known.ror().value();
    domain = known.domain() == null ? null : known.domain().value();
  }

  public String id() {
    return id;
  }

  /** Its small number, by which tokens and reports name it. */
  public int number() {
    return number;
  }

  public String name() {
    return name;
  }

  public Country country() {
    return new Country(country);
  }

  public InstitutionType type() {
    return type;
  }

  /** Full-time students and staff, where that is known. */
  public Optional<Integer> fte() {
    return Optional.ofNullable(fte);
  }

  /** The band of its size, where that is known. */
  public Optional<FteBand> band() {
    return fte().map(FteBand::of);
  }

  /** The zone in which its days begin and end. */
  public ZoneId zone() {
    return ZoneId.of(zone);
  }

  public Optional<RorId> ror() {
    return Optional.ofNullable(rorId).map(RorId::new);
  }

  public Optional<DomainName> domain() {
    return Optional.ofNullable(domain).map(DomainName::new);
  }

  /** The institution that it is part of. */
  public Optional<String> parentId() {
    return Optional.ofNullable(parentId);
  }

  /** The institution that it turned out to be; its own row stays for its history. */
  public Optional<String> mergedInto() {
    return Optional.ofNullable(mergedInto);
  }

  /** The other turned out to be this one; what only the other is known by goes over. */
  void takeOver(Institution other) {
    other.mergedInto = id;
    if (id.equals(other.parentId)) {
      other.parentId = null;
    }
    if (other.id.equals(parentId)) {
      parentId = other.parentId;
    }
    fte = fte == null ? other.fte : fte;
    domain = domain == null ? other.domain : domain;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Counts its changes: who corrects it says what they saw. */
  public long version() {
    return version;
  }

  /** The name under which grants know it: {@code institution:i_…}. */
  public String holder() {
    return Institutions.holderOf(id);
  }
}
