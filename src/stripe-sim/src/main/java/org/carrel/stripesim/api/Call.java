package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.carrel.stripesim.spec.Operation;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;

/**
 * One request that passed the outer checks.
 *
 * @param varying the ids in its path
 * @param params its parameters, typed by the description
 * @param cause what its events name as their request
 */
record Call(
    Transaction transaction,
    Operation operation,
    List<String> varying,
    ObjectNode params,
    Events.Cause cause) {

  String id() {
    return varying.get(0);
  }
}
