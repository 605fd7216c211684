package org.carrel.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** One link of the chain: an entry's place, bound to the link before it. */
@Entity
@Immutable
@Table(name = "audit_seals")
class AuditSeal {
  /** What stands before the first link. */
  static final String NOTHING = "none";

  @Id private long place;
  private long entry;
  private String previous;
  private String mac;

  protected AuditSeal() {}

  AuditSeal(long place, AuditEntry entry, String previous, AuditMac macs) {
    this.place = place;
    this.entry = entry.number();
    this.previous = previous;
    this.mac = expectedMac(entry, macs);
  }

  long place() {
    return place;
  }

  long entry() {
    return entry;
  }

  String previous() {
    return previous;
  }

  String mac() {
    return mac;
  }

  final String expectedMac(AuditEntry sealed, AuditMac macs) {
    return macs.of("seal", place, sealed.number(), sealed.mac(), previous);
  }
}
