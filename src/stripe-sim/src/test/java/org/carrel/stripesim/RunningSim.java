package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that drives the running simulator through stripe-java and plain HTTP. */
abstract class RunningSim {
  static final HttpClient HTTP = HttpClient.newHttpClient();

  @TestHTTPResource("/")
  URI root;

  final Receiver receiver = Receiver.get();

  @BeforeEach
  void everythingGoesRight() {
    receiver.reset();
    sim("webhooks/right", "{}");
    sim("webhooks/release", "{}");
    sim("faults/clear", "{}");
  }

  @AfterEach
  void no_answer_broke_the_description() {
    JsonNode operations = Json.read(get("/sim/operations", Map.of()).body());
    assertThat(operations.get("violation_details")).isEmpty();
    assertThat(operations.get("violations").asInt()).isZero();
  }

  String base() {
    return root.toString().replaceAll("/$", "");
  }

  StripeClient stripe() {
    return StripeClient.builder().setApiKey(SimUnderTest.KEY).setApiBase(base()).build();
  }

  /** What a checkout of one 24-hour pass sends. */
  SessionCreateParams.Builder aPass() {
    return SessionCreateParams.builder()
        .setMode(SessionCreateParams.Mode.PAYMENT)
        .setSuccessUrl("http://localhost:8080/checkout/success?session_id={CHECKOUT_SESSION_ID}")
        .setCancelUrl("http://localhost:8080/checkout/cancelled?order=o_1")
        .setCustomerEmail("ada@example.org")
        .setClientReferenceId("o_1")
        .setCustomerCreation(SessionCreateParams.CustomerCreation.IF_REQUIRED)
        .setLocale(SessionCreateParams.Locale.EN)
        .putMetadata("order", "o_1")
        .setPaymentIntentData(
            SessionCreateParams.PaymentIntentData.builder()
                .putMetadata("order", "o_1")
                .setStatementDescriptorSuffix("24 HOURS")
                .build())
        .addLineItem(
            SessionCreateParams.LineItem.builder()
                .setQuantity(1L)
                .setPriceData(
                    SessionCreateParams.LineItem.PriceData.builder()
                        .setCurrency("usd")
                        .setUnitAmount(1900L)
                        .setProductData(
                            SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                .setName("24 hours at the desk")
                                .build())
                        .build())
                .build());
  }

  Session aSession() throws StripeException {
    return create(aPass().build());
  }

  Session create(SessionCreateParams params) throws StripeException {
    return stripe().v1().checkout().sessions().create(params);
  }

  Session create(SessionCreateParams params, String key) throws StripeException {
    return stripe()
        .v1()
        .checkout()
        .sessions()
        .create(params, RequestOptions.builder().setIdempotencyKey(key).build());
  }

  Session fetched(Session session) throws StripeException {
    return stripe().v1().checkout().sessions().retrieve(session.getId());
  }

  /** Pays a session on its page and returns it as it then is. */
  Session paid(Session session) throws StripeException {
    assertThat(pay(session, "4242424242424242").statusCode()).isEqualTo(303);
    return fetched(session);
  }

  HttpResponse<String> pay(Session session, String number) {
    return submit(
        "/c/pay/" + session.getId(),
        Map.of("number", number, "expiry", "12/49", "cvc", "123", "name", "Ada Lovelace"));
  }

  HttpResponse<String> submit(String path, Map<String, String> form) {
    return post(path, encoded(form), Map.of());
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
    headers.forEach(request::header);
    return send(request);
  }

  HttpResponse<String> post(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    all.forEach(request::header);
    return send(request);
  }

  /** A raw call of the API with the right key. */
  HttpResponse<String> api(String path, String form, String... headers) {
    Map<String, String> all = new LinkedHashMap<>(bearer(SimUnderTest.KEY));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return post(path, form, all);
  }

  static Map<String, String> bearer(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode sim(String path, String json) {
    HttpResponse<String> response =
        post("/sim/" + path, json, Map.of("Content-Type", "application/json"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.read(response.body());
  }

  void moveClock(Duration by) {
    sim("clock", "{\"forward\": \"" + by + "\"}");
  }

  Instant simulatedNow() {
    return Instant.parse(Json.read(get("/sim/clock", Map.of()).body()).get("now").asText());
  }

  static JsonNode error(HttpResponse<String> response) {
    return Json.read(response.body()).get("error");
  }

  static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen within 60 s").isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
