package org.carrel.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The local Stripe: its switches, and its own record of what was charged. */
final class Sim {
  private final String url;
  private final String key;

  Sim(String url, String key) {
    this.url = url;
    this.key = key;
  }

  void hold() {
    Http.post(url + "/sim/webhooks/hold", "{}");
  }

  void hold(Duration howLong) {
    Http.post(url + "/sim/webhooks/hold", "{\"for\":\"" + howLong + "\"}");
  }

  void release() {
    Http.post(url + "/sim/webhooks/release", "{}");
  }

  void duplicate(int copies) {
    Http.post(url + "/sim/webhooks/duplicate", "{\"copies\":" + copies + "}");
  }

  /** Never delivers what happens from now on. */
  void drop() {
    Http.post(url + "/sim/webhooks/drop", "{}");
  }

  /** All switches off, and what was held is sent. */
  void right() {
    Http.post(url + "/sim/webhooks/right", "{}");
    release();
  }

  /** Delivers to these addresses in turn, or to the usual one if there are none. */
  void deliverTo(List<String> addresses) {
    String urls = addresses.stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
    Http.post(url + "/sim/webhooks/addresses", "{\"urls\":[" + urls + "]}");
  }

  /** A session that turns out, once paid, not to be what was ordered. */
  void mismatchNext(String kind) {
    Http.post(url + "/sim/mismatch", "{\"kind\":\"" + kind + "\"}");
  }

  /** What a person at the dashboard does. */
  JsonNode refund(String paymentIntent, long amount) {
    return Http.post(
        url + "/sim/refund",
        "{\"payment_intent\":\"" + paymentIntent + "\",\"amount\":" + amount + "}");
  }

  /** Deliveries that wait to be sent or sent again. */
  int waiting() {
    int waiting = 0;
    for (String state : new String[] {"held", "pending"}) {
      waiting +=
          Http.json(url + "/sim/deliveries?limit=5000&state=" + state).get("deliveries").size();
    }
    return waiting;
  }

  /** Deliveries that are held back. */
  int held() {
    return Http.json(url + "/sim/deliveries?limit=5000&state=held").get("deliveries").size();
  }

  /** Charges whose receipt or billing e-mail ends in {@code ending}, by the API's own list. */
  int chargesTo(String ending) {
    int found = 0;
    String after = "";
    JsonNode page;
    do {
      page =
          Http.json(
              url + "/v1/charges?limit=100" + after,
              "Authorization",
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString((key + ":").getBytes(StandardCharsets.UTF_8)));
      for (JsonNode charge : page.get("data")) {
        boolean paid = charge.get("paid").asBoolean();
        String email = charge.path("billing_details").path("email").asText();
        found += paid && email.endsWith(ending) ? 1 : 0;
        after = "&starting_after=" + charge.get("id").asText();
      }
    } while (page.get("has_more").asBoolean());
    return found;
  }

  /** Lets a session turn out not to be its order's once it is paid. */
  void mismatch(String kind, String session, String order) {
    Http.post(
        url + "/sim/mismatch",
        "{\"kind\":\"%s\",\"session\":\"%s\",\"order\":\"%s\"}".formatted(kind, session, order));
  }

  /** The payment of a paid session. */
  String paymentOf(String session) {
    return api("/v1/checkout/sessions/" + session).get("payment_intent").asText();
  }

  private JsonNode api(String path) {
    String credentials = key + ":";
    return Http.json(
        url + path,
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  /** Operations served so far, with counts and violations of the description. */
  JsonNode operations() {
    return Http.json(url + "/sim/operations");
  }
}
