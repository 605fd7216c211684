package org.carrel.verifier;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that was good at the moment of {@link EntitlementVerifier#verify}. Ask again for every
 * request instead of keeping it: only then are its time and the service's revocations seen.
 */
public final class VerifiedToken implements Verification {
  private final String token;
  private final VerificationKey key;
  private final Entitlement granted;
  private final StatusLists.Entry grantEntry;
  private final StatusLists.@Nullable Entry sessionEntry;
  private final @Nullable CollectionsNow collections;

  /** The collection map of this moment; null where none is fresh. */
  interface CollectionsNow {
    @Nullable CollectionMap get();
  }

  VerifiedToken(
      String token,
      VerificationKey key,
      Entitlement granted,
      StatusLists.Entry grantEntry,
      StatusLists.@Nullable Entry sessionEntry,
      CollectionsNow collections) {
    this.token = token;
    this.key = key;
    this.granted = granted;
    this.grantEntry = grantEntry;
    this.sessionEntry = sessionEntry;
    this.collections = granted.products().isEmpty() ? null : collections;
  }

  /**
   * Whether the grant covers a document: named itself in {@code docs}, or of a title in one of the
   * collections in {@code prod}. False where no fresh collection map is held.
   *
   * @param handle the document's persistent id, such as {@code hein.crs/govekfi0001}
   */
  public boolean covers(String handle) {
    if (collections == null) {
      return granted.docs().contains(handle);
    }
    CollectionMap map = collections.get();
    return map != null && map.covers(handle, granted.products());
  }

  /** Whether the action, {@code read} or {@code download}, is granted. */
  public boolean permits(String action) {
    return granted.actions().contains(action);
  }

  /**
   * Whether the token may be used from that address: always without {@code net}, else only from
   * within it. From outside, renew once instead of redirecting.
   *
   * @param client as {@link ClientAddress} found it; empty where there is no IP evidence
   */
  public boolean admits(Optional<InetAddress> client) {
    Cidr net = granted.net();
    return net == null || (client.isPresent() && net.contains(client.get()));
  }

  /** {@code p_…} a pass, {@code i_…} an institution by address, {@code u_…} a signed-on user. */
  public String subject() {
    return granted.subject();
  }

  /** Whether this is a reader's pass, not an institution's or a trial's access. */
  public boolean isPass() {
    return subject().startsWith("p_");
  }

  /** The OAuth client that the token was issued to: compare it with your own. */
  public String clientId() {
    return granted.clientId();
  }

  public String jti() {
    return granted.jti();
  }

  /** The id of the key that signed. */
  public String keyId() {
    return key.id();
  }

  /** The session of an institution's or a trial's reader. */
  public Optional<String> session() {
    return Optional.ofNullable(granted.session());
  }

  public Instant issuedAt() {
    return Instant.ofEpochSecond(granted.issuedAt());
  }

  /** When the token must have been renewed: at this second it is refused. */
  public Instant expiresAt() {
    return Instant.ofEpochSecond(granted.expiresAt());
  }

  /** When the grant ends: no renewal reaches beyond it. */
  public Instant end() {
    return Instant.ofEpochSecond(granted.end());
  }

  public Set<String> actions() {
    return granted.actions();
  }

  /** Numbers of collections; empty where single documents are granted. */
  public Set<Integer> products() {
    return granted.products();
  }

  /** Handles of single documents; empty where collections are granted. */
  public Set<String> docs() {
    return granted.docs();
  }

  public Limits limits() {
    return granted.limits();
  }

  public OptionalInt institution() {
    return granted.institution();
  }

  /** The network to which an institution's access is tied. */
  public Optional<Cidr> net() {
    return Optional.ofNullable(granted.net());
  }

  public boolean trial() {
    return granted.trial();
  }

  /** Without the token itself: fit for a log. */
  @Override
  public String toString() {
    return "VerifiedToken[" + subject() + ", jti " + jti() + ", until " + expiresAt() + "]";
  }

  boolean isOf(String other) {
    return token.equals(other);
  }

  String token() {
    return token;
  }

  VerificationKey key() {
    return key;
  }

  Entitlement granted() {
    return granted;
  }

  StatusLists.Entry grantEntry() {
    return grantEntry;
  }

  StatusLists.@Nullable Entry sessionEntry() {
    return sessionEntry;
  }

  /** Whether a list that it hangs on is polled no more. */
  boolean hangsOnDroppedList() {
    return grantEntry.list().isDropped()
        || (sessionEntry != null && sessionEntry.list().isDropped());
  }
}
