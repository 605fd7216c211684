package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.IdempotencyException;
import com.stripe.model.checkout.Session;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.carrel.stripesim.wire.Form;
import org.carrel.stripesim.wire.Idempotency;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class IdempotencyTest extends RunningSim {
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final String FORM =
      "mode=payment&success_url=http://localhost/ok&line_items[0][quantity]=1"
          + "&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900"
          + "&line_items[0][price_data][product_data][name]=Pass";

  @Inject Idempotency idempotency;

  private final String key = UUID.randomUUID().toString();

  @Test
  void the_same_key_and_parameters_give_the_first_answer_again() {
    HttpResponse<String> first = api(SESSIONS, FORM, "Idempotency-Key", key);
    HttpResponse<String> again = api(SESSIONS, FORM, "Idempotency-Key", key);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(WireTest.header(first, "Idempotent-Replayed")).isEmpty();
    assertThat(WireTest.header(again, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(WireTest.header(again, "Original-Request"))
        .isEqualTo(WireTest.header(first, "Request-Id"));
    assertThat(WireTest.header(again, "Request-Id"))
        .isNotEqualTo(WireTest.header(first, "Request-Id"));
    assertThat(WireTest.header(again, "Idempotency-Key")).isEqualTo(key);
  }

  @Test
  void the_same_key_with_other_parameters_or_another_endpoint_is_refused() throws Exception {
    Session session = create(aPass().build(), key);
    var other =
        catchThrowableOfType(
            IdempotencyException.class,
            () -> create(aPass().setCustomerEmail("eve@example.org").build(), key));
    assertThat(other.getStatusCode()).isEqualTo(400);
    HttpResponse<String> elsewhere =
        api(SESSIONS + "/" + session.getId() + "/expire", "", "Idempotency-Key", key);
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(error(elsewhere).get("type").asText()).isEqualTo("idempotency_error");
    assertThat(fetched(session).getStatus()).isEqualTo("open");
  }

  @Test
  void a_key_in_flight_conflicts_and_may_be_retried() {
    Form form = Form.parse(FORM);
    assertThat(idempotency.begin(key, SESSIONS, form)).isEmpty();
    HttpResponse<String> conflict = api(SESSIONS, FORM, "Idempotency-Key", key);
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(error(conflict).get("code").asText()).isEqualTo("idempotency_key_in_use");
    assertThat(WireTest.header(conflict, "Stripe-Should-Retry")).isEqualTo("true");
    idempotency.end(key);
    assertThat(api(SESSIONS, FORM, "Idempotency-Key", key).statusCode()).isEqualTo(200);
  }

  @Test
  void a_failed_validation_leaves_the_key_free() {
    assertThat(api(SESSIONS, FORM + "&colour=red", "Idempotency-Key", key).statusCode())
        .isEqualTo(400);
    assertThat(api(SESSIONS, FORM, "Idempotency-Key", key).statusCode()).isEqualTo(200);
  }

  @Test
  void a_refusal_from_the_work_itself_is_kept() throws Exception {
    Session session = aSession();
    String path = SESSIONS + "/" + session.getId() + "/expire";
    assertThat(api(path, "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = api(path, "", "Idempotency-Key", key);
    HttpResponse<String> again = api(path, "", "Idempotency-Key", key);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(again.body()).isEqualTo(refused.body());
    assertThat(WireTest.header(again, "Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void a_key_is_forgotten_after_24_hours_of_simulated_time() {
    String first = id(api(SESSIONS, FORM, "Idempotency-Key", key));
    moveClock(Duration.ofHours(24).minusMinutes(1));
    assertThat(id(api(SESSIONS, FORM, "Idempotency-Key", key))).isEqualTo(first);
    moveClock(Duration.ofMinutes(1));
    assertThat(id(api(SESSIONS, FORM, "Idempotency-Key", key))).isNotEqualTo(first);
  }

  @Test
  void sixteen_requests_with_one_key_at_once_make_one_session() throws Exception {
    ExecutorService buyers = Executors.newFixedThreadPool(16);
    CyclicBarrier together = new CyclicBarrier(16);
    Callable<String> buyer =
        () -> {
          together.await();
          HttpResponse<String> response = api(SESSIONS, FORM, "Idempotency-Key", key);
          while (response.statusCode() == 409) {
            response = api(SESSIONS, FORM, "Idempotency-Key", key);
          }
          return id(response);
        };
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      answers.add(buyers.submit(buyer));
    }
    Set<String> ids = new java.util.HashSet<>();
    for (Future<String> answer : answers) {
      ids.add(answer.get());
    }
    buyers.shutdown();
    assertThat(ids).hasSize(1).allMatch(each -> each.startsWith("cs_test_"));
  }

  @Test
  void the_order_of_parameters_does_not_matter() {
    String first = id(api(SESSIONS, FORM, "Idempotency-Key", key));
    List<String> pairs = new ArrayList<>(List.of(FORM.split("&")));
    java.util.Collections.reverse(pairs);
    String reversed = pairs.stream().collect(Collectors.joining("&"));
    assertThat(id(api(SESSIONS, reversed, "Idempotency-Key", key))).isEqualTo(first);
  }

  private static String id(HttpResponse<String> response) {
    return Json.read(response.body()).path("id").asText();
  }
}
