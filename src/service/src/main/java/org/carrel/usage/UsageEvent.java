package org.carrel.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened with a document. It names no person, and nothing that leads to one: of
 * what is read on a pass only the document is kept.
 *
 * @param id {@code e_} and 22 characters; the same event again changes nothing
 * @param item the document's handle
 * @param grantId by which it was read or refused; null on a pass and where there was none
 * @param holder the institution through which it was read, {@code institution:<id>}; else null
 * @param sessionHash tells sessions apart; null where there was none
 */
public record UsageEvent(
    String id,
    Instant at,
    UsageKind kind,
    String item,
    @Nullable String grantId,
    @Nullable String holder,
    @Nullable String sessionHash) {}
