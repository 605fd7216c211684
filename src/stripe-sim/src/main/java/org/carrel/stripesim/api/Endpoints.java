package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/** A group of endpoints. */
interface Endpoints {
  /** What answers each operation, by the operationId in the description. */
  Map<String, Function<Call, ObjectNode>> offered();
}
