package org.carrel.payments;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The port to the processor's own list of its news. */
public interface EventFeed {
  /**
   * Events that no webhook has brought here so far, made between two instants, both included.
   *
   * @param types at most 20
   * @throws CardPayments.PaymentsUnavailable when the processor cannot be asked, or tells too much
   *     at once
   */
  List<EventPointers> undelivered(Instant from, Instant until, Collection<String> types);
}
