package org.carrel.stripesim.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.carrel.stripesim.spec.OperationCounts;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.webhooks.Deliveries;
import org.carrel.stripesim.wire.Json;
import org.jspecify.annotations.Nullable;

/** The control API: JSON in and out, on loopback only. */
@Path("/sim")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
public class SimApi {
  private final Controls controls;
  private final OperationCounts counts;
  private final Deliveries deliveries;
  private final Records records;

  SimApi(Controls controls, OperationCounts counts, Deliveries deliveries, Records records) {
    this.controls = controls;
    this.counts = counts;
    this.deliveries = deliveries;
    this.records = records;
  }

  /** Answers once the program can be used. */
  @GET
  @Path("/ready")
  public Response ready() {
    return JsonBody.ok(Json.object().put("ready", true));
  }

  /** Every operation with its counts, the violations, and what lies outside the description. */
  @GET
  @Path("/operations")
  public Response operations() {
    return JsonBody.ok(counts.report());
  }

  /** The same as a table for people, such as the end of a test run prints. */
  @GET
  @Path("/operations.txt")
  @Produces(MediaType.TEXT_PLAIN)
  public String table() {
    return counts.table();
  }

  @GET
  @Path("/webhooks")
  public Response webhooks() {
    return JsonBody.ok(controls.switches());
  }

  /** {@code {"next": 2, "for": "PT30S"}}, both optional. */
  @POST
  @Path("/webhooks/hold")
  public Response hold(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("next", "for"),
        json -> controls.hold(next(json), JsonBody.duration(json, "for")));
  }

  /** {@code {"type": …, "event": …, "keep": true}}, all optional. */
  @POST
  @Path("/webhooks/release")
  public Response release(@Nullable String body) {
    return JsonBody.with(
        body,
        Set.of("type", "event", "keep"),
        json ->
            controls.release(
                each -> same(json, "type", each) && same(json, "event", each),
                json.path("keep").asBoolean()));
  }

  private static boolean same(JsonNode asked, String field, ObjectNode delivery) {
    return !asked.has(field) || asked.get(field).equals(delivery.get(field));
  }

  /** {@code {"copies": 2}}; 1 ends it. */
  @POST
  @Path("/webhooks/duplicate")
  public Response duplicate(@Nullable String body) {
    return JsonBody.with(
        body, Set.of("copies"), json -> controls.duplicate(json.path("copies").asInt(2)));
  }

  /** {@code {"by": "PT5S"}}; PT0S ends it. */
  @POST
  @Path("/webhooks/delay")
  public Response delay(@Nullable String body) {
    return JsonBody.with(body, Set.of("by"), json -> controls.delay(JsonBody.duration(json, "by")));
  }

  /** {@code {"next": 2}}, optional; 0 ends it. */
  @POST
  @Path("/webhooks/drop")
  public Response drop(@Nullable String body) {
    return JsonBody.with(body, Set.of("next"), json -> controls.drop(next(json)));
  }

  private static Optional<Long> next(JsonNode json) {
    return json.has("next") ? Optional.of(json.get("next").asLong()) : Optional.empty();
  }

  /** {@code {"next": 3}}; 0 ends it. */
  @POST
  @Path("/webhooks/reorder")
  public Response reorder(@Nullable String body) {
    return JsonBody.with(
        body, Set.of("next"), json -> controls.reorder(json.path("next").asInt(2)));
  }

  /** {@code {"events": 2}}; 1 ends it. */
  @POST
  @Path("/webhooks/twice")
  public Response twice(@Nullable String body) {
    return JsonBody.with(
        body, Set.of("events"), json -> controls.tellAs(json.path("events").asInt(2)));
  }

  /** All switches off. */
  @POST
  @Path("/webhooks/right")
  public Response right(@Nullable String body) {
    return JsonBody.with(body, Set.of(), json -> controls.right());
  }

  /** The latest deliveries first; {@code event} and {@code state} narrow them down. */
  @GET
  @Path("/deliveries")
  public Response list(
      @QueryParam("event") @Nullable String event,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    ObjectNode answer = Json.object();
    ArrayNode rows = answer.putArray("deliveries");
    records.run(
        transaction ->
            deliveries
                .all(transaction)
                .filter(each -> event == null || event.equals(each.get("event").asText()))
                .filter(each -> state == null || state.equals(each.get("state").asText()))
                .limit(Math.max(0, limit))
                .forEach(each -> rows.add(each.deepCopy())));
    return JsonBody.ok(answer);
  }

  @POST
  @Path("/events/{id}/resend")
  public Response resend(@PathParam("id") String id) {
    return controls.resend(id)
        ? JsonBody.ok(controls.switches())
        : JsonBody.error(404, "there is no event of that id in the last 30 days");
  }

  @GET
  @Path("/clock")
  public Response clock() {
    return JsonBody.ok(controls.clock());
  }

  /** {@code {"forward": "PT24H"}}. */
  @POST
  @Path("/clock")
  public Response forward(@Nullable String body) {
    return JsonBody.with(
        body, Set.of("forward"), json -> controls.forward(JsonBody.duration(json, "forward")));
  }
}
