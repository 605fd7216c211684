package org.carrel.docserver.uses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import org.carrel.verifier.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** The names in a token: its subject, its own and its session's. */
public record TokenNames(@Nullable String subject, @Nullable String id, @Nullable String session) {
  /** Where there is no token. */
  public static final TokenNames NONE = new TokenNames(null, null, null);

  private static final ObjectMapper JSON = new ObjectMapper();

  public static TokenNames of(VerifiedToken token) {
    return new TokenNames(token.subject(), token.jti(), token.session().orElse(null));
  }

  /**
   * Those of a token that is good no more. It comes out of our own sealed cookie, where only what
   * the service gave is put; nothing is granted by it.
   */
  public static TokenNames past(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return NONE;
    }
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return new TokenNames(text(claims, "sub"), text(claims, "jti"), text(claims, "sid"));
    } catch (IOException | IllegalArgumentException e) {
      return NONE;
    }
  }

  private static @Nullable String text(JsonNode claims, String name) {
    return claims.path(name).isTextual() ? claims.path(name).textValue() : null;
  }
}
