package org.carrel.stripesim.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Mismatches;
import org.carrel.stripesim.checkout.Refunds;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.webhooks.Endpoint;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Faults;
import org.carrel.stripesim.wire.Json;
import org.jspecify.annotations.Nullable;

/** What goes wrong beside webhooks, and what a person at Stripe's dashboard does. */
@Path("/sim")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
public class FaultsApi {
  private final Faults faults;
  private final Mismatches mismatches;
  private final Refunds refunds;
  private final Endpoint endpoint;
  private final Description description;
  private final Records records;

  FaultsApi(
      Faults faults,
      Mismatches mismatches,
      Refunds refunds,
      Endpoint endpoint,
      Description description,
      Records records) {
    this.faults = faults;
    this.mismatches = mismatches;
    this.refunds = refunds;
    this.endpoint = endpoint;
    this.description = description;
    this.records = records;
  }

  @GET
  @Path("/faults")
  public Response faults() {
    return JsonBody.ok(faults.shown());
  }

  /** {@code {"operation": "Refunds.create", "kind": "close-after", "next": 1}}; next 0 ends it. */
  @POST
  @Path("/faults")
  public Response plan(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("operation", "kind", "next"),
        json -> {
          String operation = needed(json, "operation");
          description.operation(operation);
          int next = json.path("next").asInt(1);
          faults.plan(
              operation,
              next == 0 ? Faults.Kind.TOO_MANY : Faults.Kind.of(needed(json, "kind")),
              next);
          return faults.shown();
        });
  }

  /** No call goes wrong any more. */
  @POST
  @Path("/faults/clear")
  public Response clear(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of(),
        json -> {
          faults.clear();
          return faults.shown();
        });
  }

  /** {@code {"urls": ["http://127.0.0.1:8090/stripe/webhook", …]}}; none: the configured one. */
  @POST
  @Path("/webhooks/addresses")
  public Response addresses(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("urls"),
        json -> {
          List<URI> addresses = new ArrayList<>();
          json.path("urls").forEach(each -> addresses.add(loopback(each.asText())));
          endpoint.spread(addresses);
          return Json.object().put("addresses", addresses.size());
        });
  }

  /** Signed events leave this machine only for the address in the settings. */
  private static URI loopback(String address) {
    URI uri = URI.create(address);
    if (!"http".equals(uri.getScheme())
        || !Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()))) {
      throw new IllegalArgumentException("an address is http:// on this machine");
    }
    return uri;
  }

  /** {@code {"kind": "amount", "session": "cs_…", "order": "…"}}; the next session without one. */
  @POST
  @Path("/mismatch")
  public Response mismatch(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("kind", "session", "order"),
        json -> {
          Mismatches.Kind kind = Mismatches.Kind.of(needed(json, "kind"));
          String order = json.path("order").asText("o_of_somebody_else");
          if (json.has("session")) {
            mismatches.plan(json.get("session").asText(), kind, order);
          } else {
            mismatches.planNext(kind, order);
          }
          return Json.object().put("mismatch", json.get("kind").asText());
        });
  }

  /** {@code {"payment_intent": "pi_…", "amount": 500}}: all that is left without an amount. */
  @POST
  @Path("/refund")
  public Response refund(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("payment_intent", "amount"),
        json -> {
          String intent = needed(json, "payment_intent");
          Optional<Long> amount =
              json.has("amount") ? Optional.of(json.get("amount").asLong()) : Optional.empty();
          return records.inTransaction(
              transaction -> {
                ObjectNode charge =
                    transaction
                        .find(Kinds.PAYMENT_INTENT, intent)
                        .flatMap(
                            found ->
                                transaction.find(Kinds.CHARGE, found.get("latest_charge").asText()))
                        .orElseThrow(() -> new IllegalArgumentException("no such payment"));
                return refunds.refund(
                    transaction,
                    charge,
                    amount,
                    "requested_by_customer",
                    Json.object(),
                    Events.Cause.NOT_A_REQUEST);
              });
        });
  }

  /** A refund that was made turns out not to reach its card: the money comes back. */
  @POST
  @Path("/refunds/{id}/fail")
  public Response fail(@PathParam("id") String id, @Nullable String body) {
    return JsonBody.with(
        body,
        Set.of(),
        json ->
            records.inTransaction(
                transaction ->
                    refunds.fail(
                        transaction,
                        transaction
                            .find(Kinds.REFUND, id)
                            .orElseThrow(() -> new IllegalArgumentException("no such refund")))));
  }

  private static String needed(JsonNode json, String field) {
    String value = json.path(field).asText();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is needed");
    }
    return value;
  }
}
