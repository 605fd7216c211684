package org.carrel.institutions;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Where people of institutions sign in: an entityID or issuer, and in whose name it may speak. */
@Entity
@Table(name = "sign_on_providers")
public class Provider {
  @Id private String id;
  private String name;

  @Enumerated(EnumType.STRING)
  private SignOnProtocol protocol;

  @Column(name = "entity_id")
  private String entityId;

  private String alias;

  @Column(name = "approved_at")
  private Instant approvedAt;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "sign_on_scopes", joinColumns = @JoinColumn(name = "provider_id"))
  @Column(name = "scope")
  private Set<String> scopes;

  @SuppressWarnings("NullAway.Init")
  protected Provider() {} // for Hibernate; Providers writes it

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public SignOnProtocol protocol() {
    return protocol;
  }

  /** Its entityID or issuer. */
  public String entityId() {
    return entityId;
  }

  /** Its name at Keycloak. */
  public String alias() {
    return alias;
  }

  public Instant approvedAt() {
    return approvedAt;
  }

  /** In whose name it may speak, by the alphabet. */
  public Set<String> scopes() {
    return new TreeSet<>(scopes);
  }
}
