package org.carrel.verifier;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified in full, found by the whole text of the token, never by its {@code
 * jti}. Its size is fixed: four places a row, chosen by the end of the signature, which nobody but
 * the signer can steer. No lock, and a look costs no memory.
 */
final class TokenCache {
  private static final int PLACES = 4;
  private static final int TAIL = 12;

  private final AtomicReferenceArray<VerifiedToken> table;
  private final int rowMask;

  /** Holds {@code size} tokens, rounded up to a power of two; 0 holds none. */
  TokenCache(int size) {
    int rows = size == 0 ? 0 : Math.max(1, Integer.highestOneBit(2 * size - 1) / PLACES);
    this.table = new AtomicReferenceArray<>(rows * PLACES);
    this.rowMask = rows - 1;
  }

  @Nullable VerifiedToken get(String token) {
    int row = row(token);
    for (int i = row; i >= 0 && i < row + PLACES; i++) {
      VerifiedToken here = table.getAcquire(i);
      if (here != null && here.isOf(token)) {
        return here;
      }
    }
    return null;
  }

  /** Keeps the token, if need be in the place of the one in its row that expires first. */
  void put(VerifiedToken verified) {
    int row = row(verified.token());
    if (row < 0) {
      return;
    }
    int place = row;
    long earliest = Long.MAX_VALUE;
    for (int i = row; i < row + PLACES; i++) {
      VerifiedToken here = table.getAcquire(i);
      if (here == null || here.isOf(verified.token())) {
        place = i;
        break;
      }
      if (here.granted().expiresAt() < earliest) {
        earliest = here.granted().expiresAt();
        place = i;
      }
    }
    table.setRelease(place, verified);
  }

  void remove(VerifiedToken verified) {
    int row = row(verified.token());
    for (int i = row; i >= 0 && i < row + PLACES; i++) {
      table.compareAndSet(i, verified, null);
    }
  }

  private int row(String token) {
    if (table.length() == 0) {
      return -1;
    }
    int hash = 0;
    for (int i = Math.max(0, token.length() - TAIL); i < token.length(); i++) {
      hash = 31 * hash + token.charAt(i);
    }
    return ((hash ^ hash >>> 15) & rowMask) * PLACES;
  }
}
