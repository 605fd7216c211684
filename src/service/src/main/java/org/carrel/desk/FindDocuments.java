package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.carrel.identity.Visitor;
import org.carrel.invoices.Document;
import org.carrel.invoices.Invoices;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;

/** Finds the documents of a purchase for who may see its receipt: its holder, and staff. */
@ApplicationScoped
public class FindDocuments {
  private static final String STAFF = "staff";

  private final ReadersDesk desk;
  private final Orders orders;
  private final Invoices invoices;

  FindDocuments(ReadersDesk desk, Orders orders, Invoices invoices) {
    this.desk = desk;
    this.orders = orders;
    this.invoices = invoices;
  }

  /** Documents of the order with this reference, the oldest first; none for anybody else. */
  public List<Document> of(Visitor visitor, String reference) {
    Optional<Order> order =
        visitor.roles().contains(STAFF)
            ? orders.byReference(reference)
            : desk.receipt(visitor.subjects(), reference).map(PassCard::order);
    return order.map(found -> invoices.ofOrder(found.id())).orElse(List.of());
  }
}
