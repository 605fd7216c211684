package org.carrel.landing;

import org.carrel.access.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The ways into a document for one visitor.
 *
 * @param now reading at once, where access is there already
 * @param ready a pass that waits for its start
 * @param refusal why a pass that the visitor has does not open it
 */
public record Ways(@Nullable ReadNow now, @Nullable Ready ready, @Nullable Reason refusal) {}
