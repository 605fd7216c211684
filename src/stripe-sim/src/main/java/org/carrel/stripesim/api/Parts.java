package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Pricing;
import org.carrel.stripesim.state.Transaction;

/** Lists inside an object that an answer holds only if they were asked for. */
@Singleton
class Parts {
  private static final int SHOWN = 10;

  Optional<ObjectNode> find(Transaction transaction, ObjectNode owner, String field) {
    String id = owner.path("id").asText();
    return switch (owner.path("object").asText() + " " + field) {
      case "checkout.session line_items" ->
          Optional.of(first(lines(transaction, id), "/v1/checkout/sessions/" + id + "/line_items"));
      case "charge refunds" ->
          Optional.of(first(refunds(transaction, id), "/v1/charges/" + id + "/refunds"));
      case "invoice payments" ->
          Optional.of(
              first(
                  InvoiceEndpoints.payments(transaction, id),
                  "/v1/invoice_payments?invoice=" + id));
      case "customer tax_ids" ->
          Optional.of(
              first(
                  CustomerPartEndpoints.of(transaction, Kinds.TAX_ID, id),
                  "/v1/customers/" + id + "/tax_ids"));
      default -> Optional.empty();
    };
  }

  /** The discounts or the taxes of a session's line. */
  static Optional<JsonNode> ofLine(Transaction transaction, ObjectNode line, String field) {
    return transaction
        .find(Kinds.LINE_PARTS, line.get("id").asText())
        .map(parts -> parts.get(field));
  }

  /** Which discounts and taxes make up a session's totals. */
  static JsonNode breakdown(Transaction transaction, ObjectNode session) {
    return transaction.get(Kinds.HIDDEN, session.get("id").asText()).path(Pricing.BREAKDOWN);
  }

  private static ObjectNode first(List<ObjectNode> all, String url) {
    return Lists.list(all.subList(0, Math.min(SHOWN, all.size())), all.size() > SHOWN, url);
  }

  /** The lines of a session, in their order. */
  static List<ObjectNode> lines(Transaction transaction, String session) {
    List<ObjectNode> lines = new ArrayList<>();
    for (JsonNode line : transaction.get(Kinds.HIDDEN, session).get("line_items")) {
      lines.add((ObjectNode) line);
    }
    return lines;
  }

  private static List<ObjectNode> refunds(Transaction transaction, String charge) {
    return transaction
        .newestFirst(Kinds.REFUND)
        .filter(refund -> refund.get("charge").asText().equals(charge))
        .toList();
  }
}
