package org.carrel.landing;

import java.time.Instant;

/**
 * A pass that waits for its start.
 *
 * @param passId its id
 * @param plan name of its plan
 * @param startBefore after that it can no longer be started
 */
public record Ready(String passId, String plan, Instant startBefore) {}
