package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;

/**
 * Finds orders by whatever a person has at hand: an address, a reference, an id of ours or
 * Stripe's.
 */
@ApplicationScoped
public class FindOrders {
  private static final Pattern REFERENCE =
      Pattern.compile("O-[0-9A-Z]{4}-[0-9A-Z]{4}", Pattern.CASE_INSENSITIVE);

  private final Orders orders;
  private final Passes passes;

  FindOrders(Orders orders, Passes passes) {
    this.orders = orders;
    this.passes = passes;
  }

  /** The newest first; none where nothing fits. */
  @Transactional
  public List<Order> find(String query) {
    String text = query.strip();
    if (text.contains("@")) {
      return orders.byEmail(text);
    }
    return one(text).stream().toList();
  }

  private Optional<Order> one(String text) {
    if (REFERENCE.matcher(text).matches()) {
      return orders.byReference(text);
    }
    if (text.startsWith("o_")) {
      return orders.find(text);
    }
    String id = text.startsWith("pass:") ? text.substring("pass:".length()) : text;
    if (id.startsWith("p_")) {
      return passes.find(id).map(Pass::orderId).flatMap(orders::find);
    }
    return text.isEmpty() ? Optional.empty() : orders.byStripeId(text);
  }
}
