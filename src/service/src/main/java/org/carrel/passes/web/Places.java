package org.carrel.passes.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.carrel.catalog.DocumentServer;
import org.carrel.catalog.Items;
import org.carrel.passes.Order;
import org.jspecify.annotations.Nullable;

/** Finds the place that a form or an order names; an unknown document is no place. */
@ApplicationScoped
class Places {
  private final Items items;
  private final DocumentServer reading;

  Places(Items items, DocumentServer reading) {
    this.items = items;
    this.reading = reading;
  }

  Optional<Place> of(@Nullable String handle, @Nullable String pageId) {
    return handle == null || handle.isBlank() || handle.length() > 500
        ? Optional.empty()
        : items
            .byHandle(handle)
            .map(item -> Place.of(item, pageId == null ? "" : pageId, reading.home().toString()));
  }

  Optional<Place> of(Order order) {
    return of(order.itemHandle().orElse(null), order.itemPage().orElse(null));
  }
}
