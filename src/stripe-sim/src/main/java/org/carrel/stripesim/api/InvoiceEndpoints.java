package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.carrel.stripesim.billing.InvoiceLines;
import org.carrel.stripesim.billing.Invoices;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** Invoices: create, retrieve, list, delete a draft, and what moves them on. */
@Singleton
class InvoiceEndpoints implements Endpoints {
  private static final Offered MOVED = Offered.of("expand[*]");
  private static final Offered FINALIZED = Offered.of("auto_advance=false\nexpand[*]");
  private static final Offered PAID = Offered.of("paid_out_of_band=true\nexpand[*]");
  private static final Offered LISTED =
      Offered.of(
          """
          customer
          status
          collection_method
          expand[*]
          limit
          starting_after
          ending_before
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          """);

  private final CreateInvoice create;
  private final Invoices invoices;
  private final Events events;

  InvoiceEndpoints(CreateInvoice create, Invoices invoices, Events events) {
    this.create = create;
    this.invoices = invoices;
    this.events = events;
  }

  /** An act of the seller. */
  private interface Act {
    void on(Transaction transaction, ObjectNode invoice, Events.Cause cause);
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.ofEntries(
        Map.entry("Invoices.create", create::answer),
        Map.entry("Invoices.retrieve", call -> ReadEndpoints.one(call, Kinds.INVOICE)),
        Map.entry("Invoices.list", InvoiceEndpoints::list),
        Map.entry("Invoices.del", this::delete),
        Map.entry("Invoices.listLineItems", InvoiceEndpoints::lines),
        Map.entry(
            "Invoices.finalizeInvoice", call -> move(call, FINALIZED, invoices::finalizeDraft)),
        Map.entry("Invoices.sendInvoice", call -> move(call, MOVED, invoices::send)),
        Map.entry("Invoices.voidInvoice", call -> move(call, MOVED, invoices::voidIt)),
        Map.entry("Invoices.markUncollectible", call -> move(call, MOVED, invoices::uncollectible)),
        Map.entry("Invoices.pay", this::pay));
  }

  private static ObjectNode move(Call call, Offered offered, Act act) {
    offered.check(call.params());
    ObjectNode invoice = ReadEndpoints.named(call, Kinds.INVOICE);
    act.on(call.transaction(), invoice, call.cause());
    return invoice;
  }

  private ObjectNode pay(Call call) {
    if (!call.params().path("paid_out_of_band").asBoolean()) {
      throw StripeError.notOffered("paid_out_of_band: false");
    }
    return move(call, PAID, invoices::paidElsewhere);
  }

  private ObjectNode delete(Call call) {
    ObjectNode invoice = ReadEndpoints.named(call, Kinds.INVOICE);
    if (!Invoices.is(invoice, "draft")) {
      throw StripeError.state("invoice_not_editable", null, "You can only delete draft invoices.");
    }
    call.transaction().remove(Kinds.INVOICE, call.id());
    events.happened(call.transaction(), "invoice.deleted", invoice, call.cause());
    ObjectNode gone = Json.object().put("object", "invoice").put("deleted", true);
    return gone.put("id", call.id());
  }

  private static ObjectNode list(Call call) {
    LISTED.check(call.params());
    Predicate<ObjectNode> wanted = Lists.matching(call, "customer", "status", "collection_method");
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.INVOICE).toList();
    return Lists.page(call, all, wanted, "/v1/invoices");
  }

  private static ObjectNode lines(Call call) {
    ReadEndpoints.named(call, Kinds.INVOICE);
    List<ObjectNode> all = InvoiceLines.of(call.transaction(), call.id());
    return Lists.page(call, all, any -> true, "/v1/invoices/" + call.id() + "/lines");
  }

  /** The draft of that id, to be changed. */
  static ObjectNode draft(Call call, String id, String param) {
    ObjectNode invoice =
        call.transaction()
            .find(Kinds.INVOICE, id)
            .orElseThrow(() -> StripeError.noSuch("invoice", id, param));
    if (!Invoices.is(invoice, "draft")) {
      throw StripeError.state("invoice_not_editable", param, "This invoice is no longer editable.");
    }
    return invoice;
  }

  /** What an invoice is expanded by: its payments, newest first. */
  static List<ObjectNode> payments(Transaction transaction, String invoice) {
    return transaction
        .newestFirst(Kinds.INVOICE_PAYMENT)
        .filter(payment -> payment.get("invoice").asText().equals(invoice))
        .toList();
  }
}
