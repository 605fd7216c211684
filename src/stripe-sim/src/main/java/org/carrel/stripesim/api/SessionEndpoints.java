package org.carrel.stripesim.api;

import static org.carrel.stripesim.api.Lists.matching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.wire.StripeError;

/** Checkout Sessions: create, retrieve, list, expire, line items. */
@Singleton
class SessionEndpoints implements Endpoints {
  private static final Offered LISTED =
      Offered.of(
          """
          expand[*]
          limit
          starting_after
          ending_before
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          payment_intent
          status
          customer_details[email]
          """);

  private final CreateSession create;
  private final Checkout checkout;

  SessionEndpoints(CreateSession create, Checkout checkout) {
    this.create = create;
    this.checkout = checkout;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Checkout.Sessions.create", create::answer,
        "Checkout.Sessions.retrieve", call -> ReadEndpoints.one(call, Kinds.SESSION),
        "Checkout.Sessions.list", this::list,
        "Checkout.Sessions.expire", this::expire,
        "Checkout.Sessions.listLineItems", this::lines);
  }

  private ObjectNode list(Call call) {
    LISTED.check(call.params());
    String email = call.params().at("/customer_details/email").asText();
    Predicate<ObjectNode> wanted =
        matching(call, "payment_intent", "status")
            .and(
                each ->
                    email.isEmpty() || email.equals(each.at("/customer_details/email").asText()));
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.SESSION).toList();
    return Lists.page(call, all, wanted, "/v1/checkout/sessions");
  }

  private ObjectNode expire(Call call) {
    ObjectNode session = ReadEndpoints.one(call, Kinds.SESSION);
    String status = session.get("status").asText();
    if (!status.equals("open")) {
      throw StripeError.state(
          null,
          null,
          "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session"
              + " has a status of "
              + status
              + ".");
    }
    checkout.expire(call.transaction(), session, call.cause());
    return session;
  }

  private ObjectNode lines(Call call) {
    ReadEndpoints.named(call, Kinds.SESSION);
    List<ObjectNode> lines = Parts.lines(call.transaction(), call.id());
    String url = "/v1/checkout/sessions/" + call.id() + "/line_items";
    return Lists.page(call, lines, any -> true, url);
  }
}
