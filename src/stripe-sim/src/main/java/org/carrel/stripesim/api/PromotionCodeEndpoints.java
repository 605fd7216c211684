package org.carrel.stripesim.api;

import static org.carrel.stripesim.api.Lists.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Promotions;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.StripeError;

/** Codes that buyers type to get a coupon's discount: create, retrieve, list, switch off. */
@Singleton
class PromotionCodeEndpoints implements Endpoints {
  private static final Offered CREATED =
      Offered.of(
          """
          promotion[type]
          promotion[coupon]
          code
          active
          expires_at
          max_redemptions
          metadata[*]
          restrictions[first_time_transaction]
          restrictions[minimum_amount]
          restrictions[minimum_amount_currency]
          expand[*]
          """);
  private static final Offered UPDATED = Offered.of("active\nmetadata[*]\nexpand[*]");
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
          active
          code
          coupon
          """);

  private final Blank blank;
  private final Events events;
  private final Promotions promotions;
  private final SimTime time;

  PromotionCodeEndpoints(Blank blank, Events events, Promotions promotions, SimTime time) {
    this.blank = blank;
    this.events = events;
    this.promotions = promotions;
    this.time = time;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "PromotionCodes.create", this::create,
        "PromotionCodes.update", this::update,
        "PromotionCodes.retrieve", call -> ReadEndpoints.one(call, Kinds.PROMOTION_CODE),
        "PromotionCodes.list", PromotionCodeEndpoints::list);
  }

  private static ObjectNode list(Call call) {
    LISTED.check(call.params());
    String code = call.params().path("code").asText();
    String coupon = call.params().path("coupon").asText();
    Predicate<ObjectNode> wanted =
        matching(call, "active")
            .and(each -> code.isEmpty() || code.equalsIgnoreCase(each.get("code").asText()))
            .and(each -> coupon.isEmpty() || coupon.equals(each.at("/promotion/coupon").asText()));
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.PROMOTION_CODE).toList();
    return Lists.page(call, all, wanted, "/v1/promotion_codes");
  }

  private ObjectNode create(Call call) {
    ObjectNode params = call.params();
    CREATED.check(params);
    SessionRules.metadata(params.path("metadata"), "metadata");
    ObjectNode promotion = blank.of("PromotionCode").put("id", Ids.of("promo", 24));
    promotion.put("created", time.seconds()).put("code", code(call));
    promotion.put("active", params.path("active").asBoolean(true));
    ((ObjectNode) promotion.get("promotion"))
        .put("type", "coupon")
        .put("coupon", coupon(call).get("id").asText());
    if (params.has("max_redemptions")) {
      promotion.set("max_redemptions", params.get("max_redemptions"));
    }
    if (params.has("expires_at")) {
      if (params.get("expires_at").asLong() <= time.seconds()) {
        throw StripeError.parameter(null, "expires_at", "`expires_at` must be in the future.");
      }
      promotion.set("expires_at", params.get("expires_at"));
    }
    restrict(promotion, params.path("restrictions"));
    promotion.set("metadata", CreateSession.metadata(params.path("metadata")));
    call.transaction().put(Kinds.PROMOTION_CODE, promotion);
    events.happened(call.transaction(), "promotion_code.created", promotion, call.cause());
    return promotion;
  }

  private static ObjectNode coupon(Call call) {
    String id = call.params().at("/promotion/coupon").asText();
    if (id.isEmpty()) {
      throw StripeError.missing("promotion[coupon]");
    }
    return call.transaction()
        .find(Kinds.COUPON, id)
        .orElseThrow(() -> StripeError.noSuch("coupon", id, "promotion[coupon]"));
  }

  private String code(Call call) {
    String code = call.params().path("code").asText();
    if (code.isEmpty()) {
      return Ids.of("x", 8).substring(2).toUpperCase(Locale.ROOT);
    }
    if (!code.matches("[A-Za-z0-9-]{1,500}")) {
      throw StripeError.parameter(
          null, "code", "A promotion code holds letters, digits and hyphens only.");
    }
    boolean wanted = call.params().path("active").asBoolean(true);
    if (wanted && promotions.active(call.transaction(), code).isPresent()) {
      throw StripeError.state(
          null, "code", "An active promotion code with `code: " + code + "` already exists.");
    }
    return code;
  }

  private static void restrict(ObjectNode promotion, JsonNode sent) {
    ObjectNode restrictions = (ObjectNode) promotion.get("restrictions");
    if (sent.has("minimum_amount") != sent.has("minimum_amount_currency")) {
      throw StripeError.missing(
          "restrictions[minimum_amount" + (sent.has("minimum_amount") ? "_currency]" : "]"));
    }
    sent.fields().forEachRemaining(each -> restrictions.set(each.getKey(), each.getValue()));
  }

  private ObjectNode update(Call call) {
    UPDATED.check(call.params());
    ObjectNode promotion = ReadEndpoints.named(call, Kinds.PROMOTION_CODE);
    if (call.params().has("active")) {
      promotion.set("active", call.params().get("active"));
    }
    if (call.params().path("metadata").isObject()) {
      promotion.set("metadata", CreateSession.metadata(call.params().get("metadata")));
    }
    call.transaction().put(Kinds.PROMOTION_CODE, promotion);
    events.happened(call.transaction(), "promotion_code.updated", promotion, call.cause());
    return promotion;
  }
}
