package org.carrel.verifier;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lists that live tokens name: each is polled while one of them may still be shown. */
final class StatusLists {
  private static final int MOST_LISTS = 512;
  private static final Pattern LIST_ID = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}");

  private final ConcurrentHashMap<String, Remote<StatusList>> byUri = new ConcurrentHashMap<>();
  private final String prefix;
  private final SignedDocument.Terms terms;
  private final Remote.Ground ground;

  StatusLists(String prefix, SignedDocument.Terms terms, Remote.Ground ground) {
    this.prefix = prefix;
    this.terms = terms;
    this.ground = ground;
  }

  /** An entry that a token names. */
  record Entry(Remote<StatusList> list, int index) {}

  /**
   * Reads {@code {"idx","uri"}}; the address must lie directly under the configured prefix.
   *
   * @param untilMillis until when the token may be shown that names it
   */
  Entry entry(Claims reference, long untilMillis) throws Refusal {
    int index = (int) reference.number("idx", Integer.MAX_VALUE);
    String uri = reference.string("uri");
    if (!uri.startsWith(prefix) || !LIST_ID.matcher(uri.substring(prefix.length())).matches()) {
      throw new Refusal(Reason.LIST_OUTSIDE_PREFIX, Refusal.shown(uri));
    }
    if (index >= StatusList.MOST_ENTRIES) {
      throw new Refusal(Reason.INDEX_OUT_OF_RANGE, "idx " + index);
    }
    Remote<StatusList> list = list(uri);
    list.neededUntil(untilMillis);
    return new Entry(list, index);
  }

  /**
   * Refuses unless the entry is 0 in a fresh list whose signer is still published. An index that
   * the list lacks leads to one fetch, at most one a second: the list may have grown.
   */
  void check(Entry entry, KeySet keys, long nowMillis) throws Refusal {
    StatusList list = entry.list.freshOrFetched(nowMillis);
    entry.list.keepCurrent();
    if (list != null && (!keys.publishes(list.signer()) || list.at(entry.index) < 0)) {
      list = entry.list.beyond(list);
    }
    if (list == null || !keys.publishes(list.signer())) {
      throw new Refusal(Reason.LIST_UNAVAILABLE, entry.list.trouble());
    }
    Reason reason = meaning(list.at(entry.index));
    if (reason != null) {
      throw new Refusal(reason);
    }
  }

  /** Those that live tokens name; of these the ones once read, unless none ever was. */
  List<Remote<StatusList>> inUse() {
    dropUnneeded();
    List<Remote<StatusList>> all = List.copyOf(byUri.values());
    List<Remote<StatusList>> read = all.stream().filter(list -> list.held().isPresent()).toList();
    return read.isEmpty() ? all : read;
  }

  /** Lets go of lists that only expired tokens named; the service may have ended them. */
  void dropUnneeded() {
    long now = ground.clock().millis();
    byUri
        .values()
        .removeIf(
            list -> {
              boolean unneeded = !list.isNeeded(now);
              if (unneeded) {
                list.drop();
              }
              return unneeded;
            });
  }

  private Remote<StatusList> list(String uri) throws Refusal {
    Remote<StatusList> known = byUri.get(uri);
    if (known != null) {
      return known;
    }
    if (byUri.size() >= MOST_LISTS) {
      throw new Refusal(Reason.LIST_UNAVAILABLE, "more than " + MOST_LISTS + " lists in use");
    }
    return byUri.computeIfAbsent(
        uri,
        address -> {
          URI parsed = URI.create(address);
          return new Remote<>(parsed, StatusList.at(parsed, terms), ground);
        });
  }

  private static @Nullable Reason meaning(int status) {
    return switch (status) {
      case 0 -> null;
      case 1 -> Reason.REVOKED;
      case 2 -> Reason.SUSPENDED;
      case -1 -> Reason.INDEX_OUT_OF_RANGE;
      default -> Reason.UNKNOWN_STATUS;
    };
  }
}
