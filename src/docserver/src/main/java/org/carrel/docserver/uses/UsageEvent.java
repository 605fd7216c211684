package org.carrel.docserver.uses;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened with a document, as the service is told of it.
 *
 * @param id never used again: told twice, it counts once
 * @param at milliseconds since 1970
 * @param kind {@code OPENED}, {@code DOWNLOADED} or {@code REFUSED}
 * @param item the document's handle
 * @param sub the token's subject; null where there was no token
 * @param jti the token's id, by which the service knows the grant
 * @param sid the session of an institution's reader
 */
record UsageEvent(
    String id,
    long at,
    String kind,
    String item,
    @Nullable String sub,
    @Nullable String jti,
    @Nullable String sid) {}
