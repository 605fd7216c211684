package org.carrel.desk;

import java.time.Instant;
import java.util.List;

/**
 * A device that shares passes with the visitor.
 *
 * @param passes names of the plans that it shares
 * @param thisOne whether it is the visitor's own browser
 */
public record DeviceRow(
    String id, String label, Instant lastSeenAt, List<String> passes, boolean thisOne) {}
