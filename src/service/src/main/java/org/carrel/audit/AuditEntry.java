package org.carrel.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One thing that was done. */
@Entity
@Immutable
@Table(name = "audit_entries")
public class AuditEntry {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long number;

  private Instant at;
  private String action;

  @Column(name = "subject_id")
  private String subjectId;

  private String ids;
  private String mac;

  protected AuditEntry() {}

  AuditEntry(Instant at, String action, String subjectId, String ids, AuditMac macs) {
    this.at = at;
    this.action = action;
    this.subjectId = subjectId;
    this.ids = ids;
    this.mac = expectedMac(macs);
  }

  /** Grows with time of writing, with gaps. */
  public long number() {
    return number == null ? 0 : number;
  }

  public Instant at() {
    return at;
  }

  /** What was done, in the past tense: {@code order.refunded}. */
  public String action() {
    return action;
  }

  /** The id of what it was done to. */
  public String subjectId() {
    return subjectId;
  }

  /** Further ids, codes and numbers by name. */
  public Map<String, String> ids() {
    return AuditIds.read(ids);
  }

  String mac() {
    return mac;
  }

  final String expectedMac(AuditMac macs) {
    return macs.of("entry", at, action, subjectId, ids);
  }
}
