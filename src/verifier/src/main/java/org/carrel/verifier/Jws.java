package org.carrel.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS (RFC 7515 section 7.1) of which only the form is known: nothing in it may be
 * believed before {@link #verifiedClaims} returned.
 */
final class Jws {
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

  private final byte[] text;
  private final int firstDot;
  private final int secondDot;
  private final byte[] signature;
  private final String algorithm;
  private final @Nullable String type;
  private final String keyId;

  private Jws(byte[] text, int firstDot, int secondDot, byte[] signature, Claims header)
      throws Refusal {
    this.text = text;
    this.firstDot = firstDot;
    this.secondDot = secondDot;
    this.signature = signature;
    this.algorithm = header.string("alg");
    this.type = header.optionalString("typ");
    this.keyId = header.string("kid");
  }

  /** Takes the text apart; the header must hold alg, typ and kid and nothing else. */
  static Jws parse(byte[] text, int mostBytes) throws Refusal {
    if (text.length > mostBytes) {
      throw new Refusal(Reason.TOO_LONG, "more than " + mostBytes + " bytes");
    }
    int first = dot(text, 0);
    int second = dot(text, first + 1);
    if (first < 1 || second < first + 2 || second == text.length - 1) {
      throw new Refusal(Reason.NOT_A_TOKEN);
    }
    byte[] header = Base64Url.decode(text, 0, first);
    byte[] signature = Base64Url.decode(text, second + 1, text.length);
    return new Jws(text, first, second, signature, header(header));
  }

  /** ASCII of a token; whatever is not ASCII becomes a character that the decoder refuses. */
  static byte[] ascii(String token) {
    return token.getBytes(StandardCharsets.US_ASCII);
  }

  String keyId() {
    return keyId;
  }

  String algorithm() {
    return algorithm;
  }

  String type() {
    return type == null ? "" : type;
  }

  /** Refuses another type: a status list is no token, a token no status list. */
  void requireType(String expected) throws Refusal {
    if (!expected.equals(type)) {
      throw new Refusal(Reason.WRONG_TYPE, Refusal.shown(type()) + " instead of " + expected);
    }
  }

  /** The payload, if {@code key} signed it with its own algorithm. */
  Claims verifiedClaims(VerificationKey key) throws Refusal {
    if (!key.algorithm().name().equals(algorithm)) {
      throw new Refusal(Reason.WRONG_ALGORITHM, Refusal.shown(algorithm));
    }
    key.check(text, secondDot, signature);
    return unverifiedClaims();
  }

  /** The payload as anybody may have written it. */
  Claims unverifiedClaims() throws Refusal {
    return new Claims(Json.object(Base64Url.decode(text, firstDot + 1, secondDot)));
  }

  private static Claims header(byte[] json) throws Refusal {
    Map<String, Object> members = Json.object(json);
    for (String name : members.keySet()) {
      if (!HEADER.contains(name)) {
        throw new Refusal(Reason.FORBIDDEN_HEADER, Refusal.shown(name));
      }
    }
    return new Claims(members);
  }

  private static int dot(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == '.') {
        return i;
      }
    }
    return -1;
  }
}
