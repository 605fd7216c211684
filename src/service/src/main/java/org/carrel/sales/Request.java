package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/** A request of an organization for a quote, a trial or both. */
@Entity
@Table(name = "requests")
public class Request {
  @Id private String id;
  private String reference;

  @Enumerated(EnumType.STRING)
  private RequestState state;

  @Enumerated(EnumType.STRING)
  private RequestKind kind;

  private String organization;
  private String type;
  private String size;
  private @Nullable Integer seats;
  private String name;
  private String role;
  private String email;
  private String message;

  @Column(name = "item_handle")
  private @Nullable String itemHandle;

  private @Nullable Integer collection;

  @Column(name = "asked_at")
  private Instant askedAt;

  @Version private long version;

  protected Request() {}

  Request(Wanted wanted, Instant now) {
    id = Ids.of("q");
    reference = Ids.reference("R");
    state = RequestState.UNCONFIRMED;
    kind = wanted.kind();
    organization = wanted.organization();
    type = wanted.type();
    size = wanted.size();
    seats = wanted.seats();
    name = wanted.name();
    role = wanted.role();
    email = wanted.email().value();
    message = wanted.message();
    itemHandle = wanted.itemHandle();
    collection = wanted.collection();
    askedAt = now;
  }

  public String id() {
    return id;
  }

  /** What people quote: {@code R-7K2M-94QX}. */
  public String reference() {
    return reference;
  }

  public RequestState state() {
    return state;
  }

  public RequestKind kind() {
    return kind;
  }

  public Instant askedAt() {
    return askedAt;
  }
}
