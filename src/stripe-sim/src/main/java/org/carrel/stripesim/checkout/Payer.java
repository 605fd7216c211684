package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carrel.stripesim.wire.Json;

/** What a buyer entered, without the card's number and security code, which nobody keeps. */
public record Payer(
    String email, String name, TestCard card, int expiryMonth, int expiryYear, Billing billing) {
  /** As it is kept while the card's holder is asked. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("email", email).put("name", name);
    json.put("card", card.name()).put("expiry_month", expiryMonth).put("expiry_year", expiryYear);
    json.set("billing", billing.toJson());
    return json;
  }

  public static Payer from(JsonNode kept) {
    return new Payer(
        kept.get("email").asText(),
        kept.get("name").asText(),
        TestCard.valueOf(kept.get("card").asText()),
        kept.get("expiry_month").asInt(),
        kept.get("expiry_year").asInt(),
        Billing.from(kept.path("billing")));
  }
}
