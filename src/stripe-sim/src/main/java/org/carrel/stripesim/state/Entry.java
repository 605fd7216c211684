package org.carrel.stripesim.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One change of one record, as it stands in the journal.
 *
 * @param value the record after the change, or null where it was removed
 */
record Entry(String kind, String id, @Nullable ObjectNode value) {}
