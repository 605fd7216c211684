package org.carrel.landing;

import java.util.Optional;
import org.carrel.access.Reason;

/**
 * The ways into a document for one visitor.
 *
 * @param now reading at once, where access is there already
 * @param ready a pass that waits for its start
 * @param found a pass of the visitor's account that waits for a click in this browser
 * @param refusal why a pass that the visitor has does not open it
 */
public record Ways(
    Optional<ReadNow> now,
    Optional<Ready> ready,
    Optional<Ready> found,
    Optional<Reason> refusal) {}
