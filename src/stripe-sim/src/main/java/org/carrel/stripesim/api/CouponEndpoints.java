package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.StripeError;

/** Coupons, a percentage or an amount off: create, retrieve, list. */
@Singleton
class CouponEndpoints implements Endpoints {
  private static final Offered CREATED =
      Offered.of(
          """
          id
          name
          percent_off
          amount_off
          currency
          duration
          max_redemptions
          redeem_by
          metadata[*]
          expand[*]
          """);
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
          """);
  private static final int LONGEST_NAME = 40;

  private final Blank blank;
  private final Events events;
  private final SimTime time;

  CouponEndpoints(Blank blank, Events events, SimTime time) {
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Coupons.create", this::create,
        "Coupons.retrieve", call -> ReadEndpoints.one(call, Kinds.COUPON),
        "Coupons.list", CouponEndpoints::list);
  }

  private static ObjectNode list(Call call) {
    LISTED.check(call.params());
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.COUPON).toList();
    return Lists.page(call, all, any -> true, "/v1/coupons");
  }

  private ObjectNode create(Call call) {
    ObjectNode params = call.params();
    CREATED.check(params);
    SessionRules.metadata(params.path("metadata"), "metadata");
    String id = params.path("id").asText(Ids.of("x", 8).substring(2));
    if (call.transaction().find(Kinds.COUPON, id).isPresent()) {
      throw StripeError.state("resource_already_exists", "id", "Coupon already exists.");
    }
    checkAmounts(params);
    ObjectNode coupon = blank.of("Coupon").put("id", id).put("created", time.seconds());
    coupon.put("duration", params.path("duration").asText("once")).put("valid", true);
    for (String name :
        new String[] {"name", "percent_off", "amount_off", "max_redemptions", "redeem_by"}) {
      if (params.has(name)) {
        coupon.set(name, params.get(name));
      }
    }
    if (params.has("amount_off")) {
      coupon.put("currency", params.get("currency").asText().toLowerCase(java.util.Locale.ROOT));
    }
    coupon.set("metadata", CreateSession.metadata(params.path("metadata")));
    call.transaction().put(Kinds.COUPON, coupon);
    events.happened(call.transaction(), "coupon.created", coupon, call.cause());
    return coupon;
  }

  private void checkAmounts(ObjectNode params) {
    JsonNode percent = params.path("percent_off");
    if (percent.isMissingNode() == params.path("amount_off").isMissingNode()) {
      throw StripeError.parameter(
          null, null, "You must pass exactly one of percent_off and amount_off.");
    }
    if (percent.isNumber() && (percent.asDouble() <= 0 || percent.asDouble() > 100)) {
      throw StripeError.parameter(
          null, "percent_off", "Invalid percent_off: must be above 0 and at most 100.");
    }
    if (params.has("amount_off") && params.get("amount_off").asLong() < 1) {
      throw StripeError.parameter(
          "parameter_invalid_integer", "amount_off", "Invalid positive integer");
    }
    if (params.has("amount_off") && !params.has("currency")) {
      throw StripeError.missing("currency");
    }
    if (params.path("duration").asText().equals("repeating")) {
      throw StripeError.notOffered("duration");
    }
    if (params.path("name").asText().length() > LONGEST_NAME) {
      throw StripeError.parameter(null, "name", "A name is at most 40 characters long.");
    }
    if (params.has("redeem_by") && params.get("redeem_by").asLong() <= time.seconds()) {
      throw StripeError.parameter(null, "redeem_by", "`redeem_by` must be in the future.");
    }
  }
}
