package org.carrel.institutions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That a provider speaks for an institution: for one of its scopes, or in all that it says. */
@Entity
@Table(name = "sign_on_institutions")
public class Attachment {
  @Id private String id;

  @Column(name = "provider_id")
  private String providerId;

  @Column(name = "institution_id")
  private String institutionId;

  private @Nullable String scope;

  @SuppressWarnings("NullAway.Init")
  protected Attachment() {} // for Hibernate; Providers writes it

  public String id() {
    return id;
  }

  public String providerId() {
    return providerId;
  }

  public String institutionId() {
    return institutionId;
  }

  /** The scope by which it is told from others; empty for all that it says. */
  public Optional<String> scope() {
    return Optional.ofNullable(scope);
  }
}
