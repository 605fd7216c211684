package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class WireTest extends RunningSim {
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final String LINE =
      "line_items[0][quantity]=1&line_items[0][price_data][currency]=usd"
          + "&line_items[0][price_data][unit_amount]=900"
          + "&line_items[0][price_data][product_data][name]=Pass";
  private static final String WHOLE = "mode=payment&success_url=http://localhost/ok&" + LINE;

  @Test
  void a_bearer_key_a_basic_key_and_a_restricted_key_are_accepted() {
    String basic =
        Base64.getEncoder()
            .encodeToString((SimUnderTest.KEY + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(get("/v1/charges", bearer(SimUnderTest.KEY)).statusCode()).isEqualTo(200);
    assertThat(get("/v1/charges", bearer(SimUnderTest.RESTRICTED_KEY)).statusCode()).isEqualTo(200);
    assertThat(get("/v1/charges", Map.of("Authorization", "Basic " + basic)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void no_key_a_wrong_key_and_every_live_key_are_401_and_never_repeated() {
    assertThat(get("/v1/charges", Map.of()).statusCode()).isEqualTo(401);
    for (String prefix :
        new String[] {"sk_test_", "pk_test_", "sk_live_", "rk_live_", "pk_live_"}) {
      HttpResponse<String> response = get("/v1/charges", bearer(prefix + "51Secret"));
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).doesNotContain("51Secret");
      assertThat(error(response).get("type").asText()).isEqualTo("invalid_request_error");
    }
    assertThat(get("/v1/charges", bearer("sk_live_51Secret")).body()).contains("live keys");
  }

  @Test
  void an_unknown_parameter_is_refused_with_its_full_name() {
    JsonNode error = refused(WHOLE + "&line_items[0][price_data][colour]=red");
    assertThat(error.get("code").asText()).isEqualTo("parameter_unknown");
    assertThat(error.get("param").asText()).isEqualTo("line_items[0][price_data][colour]");
    assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.get("doc_url").asText()).endsWith("parameter-unknown");
    assertThat(error.get("request_log_url").asText()).contains("req_");
  }

  @Test
  void a_missing_parameter_is_refused_at_every_depth() {
    JsonNode deep = refused(WHOLE.replace("line_items[0][price_data][currency]=usd&", ""));
    assertThat(deep.get("code").asText()).isEqualTo("parameter_missing");
    assertThat(deep.get("param").asText()).isEqualTo("line_items[0][price_data][currency]");
    for (String name : new String[] {"mode", "success_url"}) {
      JsonNode error = refused(WHOLE.replaceFirst(name + "=[^&]*&", ""));
      assertThat(error.get("code").asText()).isEqualTo("parameter_missing");
      assertThat(error.get("param").asText()).isEqualTo(name);
    }
  }

  @Test
  void a_value_outside_its_enum_or_of_the_wrong_type_is_refused() {
    assertThat(refused(WHOLE.replace("=payment", "=gift")).get("message").asText())
        .isEqualTo("Invalid mode: must be one of payment, setup, or subscription");
    assertThat(refused(WHOLE.replace("=900", "=nine")).get("code").asText())
        .isEqualTo("parameter_invalid_integer");
    assertThat(refused(WHOLE + "&customer_email=").get("code").asText())
        .isEqualTo("parameter_invalid_empty");
    assertThat(refused(WHOLE + "&cancel_url[a]=b").get("param").asText()).isEqualTo("cancel_url");
    assertThat(refused(WHOLE + "&locale=tlh").get("param").asText()).isEqualTo("locale");
    assertThat(refused(WHOLE + "&automatic_tax[enabled]=maybe").get("message").asText())
        .isEqualTo("Invalid boolean: maybe");
    assertThat(refused(WHOLE + "&metadata=x").get("param").asText()).isEqualTo("metadata");
  }

  @Test
  void malformed_names_and_escapes_are_400() {
    assertThat(api(SESSIONS, WHOLE + "&a[b=c").statusCode()).isEqualTo(400);
    assertThat(api(SESSIONS, WHOLE + "&a=%zz").statusCode()).isEqualTo(400);
    assertThat(api(SESSIONS, "metadata=x&metadata[a]=b").statusCode()).isEqualTo(400);
    assertThat(api(SESSIONS, "a[1][2]".repeat(9)).statusCode()).isEqualTo(400);
  }

  @Test
  void indexed_and_appended_arrays_mean_the_same_and_plus_is_a_space() {
    JsonNode session =
        Json.read(api(SESSIONS, WHOLE + "&metadata[order+id]=a+b&expand[]=line_items").body());
    assertThat(session.at("/metadata/order id").asText()).isEqualTo("a b");
    assertThat(session.at("/line_items/data")).hasSize(1);
    JsonNode indexed = Json.read(api(SESSIONS, WHOLE + "&expand[0]=line_items").body());
    assertThat(indexed.at("/line_items/data")).hasSize(1);
  }

  @Test
  void a_sum_below_the_smallest_charge_and_mixed_currencies_are_refused() {
    assertThat(refused(WHOLE.replace("=900", "=49")).get("code").asText())
        .isEqualTo("amount_too_small");
    String second = LINE.replace("[0]", "[1]").replace("=usd", "=eur");
    assertThat(refused(WHOLE + "&" + second).get("param").asText()).isEqualTo("line_items");
  }

  private JsonNode refused(String form) {
    HttpResponse<String> response = api(SESSIONS, form);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return error(response);
  }

  @Test
  void every_answer_has_its_own_request_id_and_the_version() {
    HttpResponse<String> one = get("/v1/charges", bearer(SimUnderTest.KEY));
    HttpResponse<String> other = get("/v1/charges", bearer(SimUnderTest.KEY));
    assertThat(header(one, "Request-Id")).startsWith("req_");
    assertThat(header(one, "Request-Id")).isNotEqualTo(header(other, "Request-Id"));
    assertThat(header(one, "Stripe-Version")).isEqualTo("2026-07-29.dahlia");
    HttpResponse<String> refused = api(SESSIONS, "");
    assertThat(header(refused, "Stripe-Should-Retry")).isEqualTo("false");
    HttpResponse<String> old =
        get(
            "/v1/charges",
            Map.of("Authorization", "Bearer " + SimUnderTest.KEY, "Stripe-Version", "2020-08-27"));
    assertThat(old.statusCode()).isEqualTo(400);
  }

  static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void an_endpoint_that_is_not_offered_is_unrecognized_and_an_unknown_object_is_missing() {
    for (String path :
        new String[] {"/v1/subscriptions", "/v1/nothing", "/v1/checkout/sessions/"}) {
      HttpResponse<String> response = get(path, bearer(SimUnderTest.KEY));
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(error(response).get("message").asText()).startsWith("Unrecognized request URL");
    }
    HttpResponse<String> missing = get("/v1/payment_intents/pi_none", bearer(SimUnderTest.KEY));
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(error(missing).get("code").asText()).isEqualTo("resource_missing");
    assertThat(error(missing).get("message").asText())
        .isEqualTo("No such payment_intent: 'pi_none'");
  }
}
