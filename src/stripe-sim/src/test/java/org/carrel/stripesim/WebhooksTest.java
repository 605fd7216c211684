package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class WebhooksTest extends RunningSim {
  private static final String COMPLETED = "checkout.session.completed";

  private List<Receiver.Hook> completed(Session session) {
    return receiver.about(session.getId()).stream().filter(hook -> hook.about(COMPLETED)).toList();
  }

  @Test
  void both_secrets_of_a_rolling_endpoint_verify_the_raw_body() throws Exception {
    Session session = paid(aSession());
    eventually(() -> completed(session).size() == 1);
    Receiver.Hook hook = completed(session).get(0);
    assertThat(hook.signature()).matches("t=\\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64},v0=[0-9a-f]{64}");
    for (String secret : List.of(SimUnderTest.NEW_SECRET, SimUnderTest.OLD_SECRET)) {
      Event event = Webhook.constructEvent(hook.body(), hook.signature(), secret);
      assertThat(event.getType()).isEqualTo(COMPLETED);
      Session told = (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
      assertThat(told.getId()).isEqualTo(session.getId());
      assertThat(told.getPaymentStatus()).isEqualTo("paid");
    }
  }

  @Test
  void a_failure_and_a_redirect_are_tried_again_with_a_fresh_timestamp() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    receiver.answers(hook -> new int[] {500, 302, 200}[Math.min(2, calls.getAndIncrement())]);
    Session session = paid(aSession());
    eventually(() -> completed(session).size() == 1);
    Event event = eventOf(session);
    assertThat(event.getPendingWebhooks()).isEqualTo(1);
    assertThat(listed(false)).contains(event.getId());
    moveClock(Duration.ofSeconds(4));
    eventually(() -> completed(session).size() == 2);
    moveClock(Duration.ofSeconds(11));
    eventually(() -> completed(session).size() == 3);
    List<Receiver.Hook> hooks = completed(session);
    assertThat(hooks).extracting(Receiver.Hook::signature).doesNotHaveDuplicates();
    eventually(() -> pending(event.getId()) == 0);
    assertThat(listed(true)).contains(event.getId());
    assertThat(listed(false)).doesNotContain(event.getId());
    moveClock(Duration.ofDays(1));
    assertThat(completed(session)).hasSize(3);
  }

  private Event eventOf(Session session) throws Exception {
    return stripe()
        .v1()
        .events()
        .list(EventListParams.builder().addType(COMPLETED).setLimit(100L).build())
        .getData()
        .stream()
        .filter(event -> event.toJson().contains(session.getId()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> listed(boolean delivered) throws Exception {
    return stripe()
        .v1()
        .events()
        .list(
            EventListParams.builder()
                .setDeliverySuccess(delivered)
                .addType(COMPLETED)
                .setLimit(100L)
                .build())
        .getData()
        .stream()
        .map(Event::getId)
        .toList();
  }

  private long pending(String id) {
    try {
      return stripe().v1().events().retrieve(id).getPendingWebhooks();
    } catch (com.stripe.exception.StripeException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_endpoint_that_never_answers_well_is_given_up_after_three_days() throws Exception {
    receiver.answers(hook -> 500);
    Session session = paid(aSession());
    String event = eventOf(session).getId();
    for (int attempts = 1; attempts < 11; attempts++) {
      int seen = attempts;
      eventually(() -> completed(session).size() == seen && deliveries(event, "pending") == 1);
      moveClock(Duration.ofHours(33));
    }
    eventually(() -> deliveries(event, "failed") == 1);
    assertThat(completed(session)).hasSize(11);
  }

  private int deliveries(String event, String state) {
    String path = "/sim/deliveries?event=" + event + "&state=" + state;
    return Json.read(get(path, Map.of()).body()).get("deliveries").size();
  }

  @Test
  void what_is_held_waits_until_it_is_released_all_at_once() throws Exception {
    sim("webhooks/hold", "{}");
    sim("webhooks/duplicate", "{\"copies\": 2}");
    CountDownLatch together = new CountDownLatch(8);
    for (int i = 0; i < 4; i++) {
      paid(aSession());
    }
    moveClock(Duration.ofDays(2));
    Thread.sleep(300);
    assertThat(receiver.about(COMPLETED)).isEmpty();
    receiver.answers(
        hook -> {
          together.countDown();
          return await(together) ? 200 : 500;
        });
    assertThat(sim("webhooks/release", "{\"type\": \"" + COMPLETED + "\"}").get("released").asInt())
        .isEqualTo(8);
    eventually(() -> receiver.about(COMPLETED).size() == 8);
    assertThat(receiver.mostInside()).isEqualTo(8);
    assertThat(sim("webhooks/release", "{}").get("holding").asBoolean()).isFalse();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_is_held_is_counted() throws Exception {
    int before = held();
    sim("webhooks/hold", "{}");
    paid(aSession());
    assertThat(held()).isEqualTo(before + 1);
  }

  private int held() {
    String body = get("/sim/webhooks", Map.of()).body();
    return Json.read(body).at("/deliveries/held").asInt();
  }

  @Test
  void only_the_next_one_may_be_held() throws Exception {
    sim("webhooks/hold", "{\"next\": 1}");
    Session held = paid(aSession());
    Session sent = paid(aSession());
    eventually(() -> completed(sent).size() == 1);
    assertThat(completed(held)).isEmpty();
    sim("webhooks/release", "{\"type\": \"" + COMPLETED + "\"}");
    eventually(() -> completed(held).size() == 1);
  }

  @Test
  void a_hold_for_30_seconds_ends_by_the_clock() throws Exception {
    sim("webhooks/hold", "{\"for\": \"PT30S\"}");
    Session session = paid(aSession());
    Thread.sleep(300);
    assertThat(completed(session)).isEmpty();
    moveClock(Duration.ofSeconds(30));
    eventually(() -> completed(session).size() == 1);
  }

  @Test
  void a_delayed_delivery_comes_after_its_delay() throws Exception {
    sim("webhooks/delay", "{\"by\": \"PT10S\"}");
    Session session = paid(aSession());
    Thread.sleep(300);
    assertThat(completed(session)).isEmpty();
    moveClock(Duration.ofSeconds(10));
    eventually(() -> completed(session).size() == 1);
  }

  @Test
  void an_event_may_come_twice_and_again_by_hand_always_under_one_id() throws Exception {
    sim("webhooks/duplicate", "{\"copies\": 2}");
    Session session = paid(aSession());
    eventually(() -> completed(session).size() == 2);
    String id = eventOf(session).getId();
    sim("events/" + id + "/resend", "");
    eventually(() -> completed(session).size() == 3);
    assertThat(completed(session)).allMatch(hook -> hook.about(id));
  }

  @Test
  void events_are_listed_by_type_after_the_last_one_seen_and_for_30_days() throws Exception {
    Session first = paid(aSession());
    String seen = eventOf(first).getId();
    Session second = paid(aSession());
    EventListParams since =
        EventListParams.builder().addType(COMPLETED).setEndingBefore(seen).build();
    List<Event> news = stripe().v1().events().list(since).getData();
    assertThat(news).hasSize(1);
    assertThat(news.get(0).toJson()).contains(second.getId());
    assertThat(news.get(0).getApiVersion()).isEqualTo("2026-07-29.dahlia");
    assertThat(
            stripe()
                .v1()
                .events()
                .list(EventListParams.builder().setType("payment_intent.*").build())
                .getData())
        .isNotEmpty()
        .allMatch(event -> event.getType().startsWith("payment_intent."));
    moveClock(Duration.ofDays(31));
    assertThat(get("/v1/events/" + seen, bearer(SimUnderTest.KEY)).statusCode()).isEqualTo(404);
  }

  @Test
  void the_configured_endpoint_is_listed_without_its_secret() throws Exception {
    var endpoints = stripe().v1().webhookEndpoints().list().getData();
    assertThat(endpoints).hasSize(1);
    assertThat(endpoints.get(0).getSecret()).isNull();
    assertThat(endpoints.get(0).getEnabledEvents()).contains(COMPLETED);
    assertThat(stripe().v1().webhookEndpoints().retrieve(endpoints.get(0).getId()).getUrl())
        .endsWith("/stripe/webhook");
  }
}
