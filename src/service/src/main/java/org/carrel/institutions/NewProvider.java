package org.carrel.institutions;

import java.net.URI;
import java.util.Set;

/**
 * A provider to be registered.
 *
 * @param name as people know it
 * @param protocol how it speaks
 * @param entityId its entityID or issuer, a URI, compared byte for byte
 * @param alias its name at Keycloak
 * @param scopes domains in whose name it may speak of affiliations
 */
public record NewProvider(
    String name, SignOnProtocol protocol, String entityId, String alias, Set<DomainName> scopes) {
  /** The most characters of a name. */
  public static final int NAME_LENGTH = 200;

  private static final int ID_LENGTH = 200;
  private static final String ALIAS = "[a-z0-9][a-z0-9-]{1,59}";

  public NewProvider {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw new IllegalArgumentException("not a name");
    }
    if (!isEntityId(entityId) || !isAlias(alias)) {
      throw new IllegalArgumentException("not a provider: " + entityId + " " + alias);
    }
    scopes = Set.copyOf(scopes);
  }

  /** Whether {@code text} can be an entityID or issuer: an absolute URI in visible ASCII. */
  public static boolean isEntityId(String text) {
    if (text.length() > ID_LENGTH || !text.matches("[\\x21-\\x3f\\x41-\\x7e]+")) {
      return false;
    }
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether {@code text} can be an alias. */
  public static boolean isAlias(String text) {
    return text.matches(ALIAS);
  }
}
