package org.carrel.verifier;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One version of a status list, checked. Immutable. */
final class StatusList {
  static final int MOST_ENTRIES = 1 << 20;
  static final int MOST_INFLATED = 256 * 1024;

  /** A list that does not compress, twice in base64, with its claims and signature. */
  private static final int MOST_BYTES = 480 * 1024;

  private static final int BITS = 2;
  private static final long SHORTEST_TTL = 1;
  private static final long LONGEST_TTL = 60;
  private static final long USUAL_TTL = 2;

  private final SignedDocument signed;
  private final StatusBits bits;
  private final Duration ttl;

  private StatusList(SignedDocument signed, StatusBits bits, Duration ttl) {
    this.signed = signed;
    this.bits = bits;
    this.ttl = ttl;
  }

  VerificationKey signer() {
    return signed.signer();
  }

  /** 0 valid, 1 revoked, 2 suspended, 3 of no meaning, -1 no such entry. */
  int at(int index) {
    return bits.at(index);
  }

  /** How status lists of one service are fetched. */
  static Remote.Kind<StatusList> at(URI uri, SignedDocument.Terms terms) {
    return new Remote.Kind<>() {
      @Override
      public String accept() {
        return "application/statuslist+jwt, */*;q=0.1";
      }

      @Override
      public int mostBytes() {
        return MOST_BYTES;
      }

      @Override
      public StatusList read(byte[] body, @Nullable StatusList held) throws Refusal {
        return StatusList.read(body, held, uri, terms);
      }

      @Override
      public long endsAtMillis(StatusList list) {
        return list.signed.endsAtMillis();
      }

      @Override
      public Duration askAgainAfter(@Nullable StatusList list) {
        return list == null ? Duration.ofSeconds(USUAL_TTL) : list.ttl;
      }
    };
  }

  private static StatusList read(
      byte[] body, @Nullable StatusList held, URI uri, SignedDocument.Terms terms) throws Refusal {
    SignedDocument signed = SignedDocument.read(body, "statuslist+jwt", MOST_BYTES, terms);
    Claims claims = signed.claims();
    if (!claims.string("sub").equals(uri.toString())) {
      throw claims.wrong("sub", "is not the address of the list");
    }
    if (held != null) {
      signed.requireNotOlderThan(held.signed);
    }
    long ttl = claims.has("ttl") ? claims.number("ttl", Integer.MAX_VALUE) : USUAL_TTL;
    Claims list = claims.object("status_list");
    if (list.number("bits", 8) != BITS) {
      throw list.wrong("bits", "must be 2");
    }
    byte[] zlib = Base64Url.decode(list.string("lst"));
    StatusBits bits = StatusBits.inflate(zlib, BITS, MOST_INFLATED);
    long bounded = Math.max(SHORTEST_TTL, Math.min(ttl, LONGEST_TTL));
    return new StatusList(signed, bits, Duration.ofSeconds(bounded));
  }
}
