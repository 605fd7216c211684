package org.carrel.verifier;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which collections each title belongs to, as the service last signed it. Immutable. */
final class CollectionMap {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final SignedDocument signed;
  private final TitleTable titles;

  private CollectionMap(SignedDocument signed, TitleTable titles) {
    this.signed = signed;
    this.titles = titles;
  }

  VerificationKey signer() {
    return signed.signer();
  }

  /**
   * Whether the document's title is in one of the collections. A handle is {@code titleId/rest};
   * both may hold slashes, so the longest known title that ends at a slash decides.
   */
  boolean covers(String handle, Set<Integer> collections) {
    int[] ofTitle = titles.ofHandle(handle);
    return ofTitle != null && any(ofTitle, collections);
  }

  private static boolean any(int[] ofTitle, Set<Integer> collections) {
    for (int collection : ofTitle) {
      if (collections.contains(collection)) {
        return true;
      }
    }
    return false;
  }

  static Remote<CollectionMap> at(URI uri, SignedDocument.Terms terms, Remote.Ground ground) {
    return new Remote<>(uri, kind(terms), ground);
  }

  static Remote.Kind<CollectionMap> kind(SignedDocument.Terms terms) {
    return new AsMap(terms);
  }

  private static CollectionMap read(
      byte[] body, @Nullable CollectionMap held, SignedDocument.Terms terms) throws Refusal {
    SignedDocument signed = SignedDocument.read(body, "collection-map+jwt", MOST_BYTES, terms);
    if (held != null) {
      signed.requireNotOlderThan(held.signed);
    }
    signed.claims().string("iss");
    Claims titles = signed.claims().object("titles");
    Map<String, int[]> byTitle = new HashMap<>();
    for (String title : titles.members().keySet()) {
      byTitle.put(title, numbers(titles, title));
    }
    return new CollectionMap(signed, new TitleTable(byTitle));
  }

  private static int[] numbers(Claims titles, String title) throws Refusal {
    List<?> listed = titles.array(title);
    int[] numbers = new int[listed.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(listed.get(i) instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
        throw new Refusal(Reason.BAD_CLAIM, "titles." + Refusal.shown(title));
      }
      numbers[i] = number.intValue();
    }
    return numbers;
  }

  private record AsMap(SignedDocument.Terms terms) implements Remote.Kind<CollectionMap> {
    @Override
    public String accept() {
      return "application/jwt, */*;q=0.1";
    }

    @Override
    public int mostBytes() {
      return MOST_BYTES;
    }

    @Override
    public CollectionMap read(byte[] body, @Nullable CollectionMap held) throws Refusal {
      return CollectionMap.read(body, held, terms);
    }

    @Override
    public long endsAtMillis(CollectionMap map) {
      return map.signed.endsAtMillis();
    }

    @Override
    public Duration askAgainAfter(@Nullable CollectionMap map) {
      return EVERY;
    }
  }
}
