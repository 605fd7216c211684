package org.carrel.verifier;

import java.util.OptionalInt;

/**
 * What remained for the grant when the token was issued; empty means without a limit. The service
 * keeps the count: report use to it.
 *
 * @param pages pages that may still be shown
 * @param downloads documents that may still be downloaded
 */
public record Limits(OptionalInt pages, OptionalInt downloads) {
  static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());
}
