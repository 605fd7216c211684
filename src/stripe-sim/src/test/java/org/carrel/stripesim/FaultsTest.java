package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class FaultsTest extends RunningSim {
  private void fault(String operation, String kind) {
    sim("faults", "{\"operation\":\"" + operation + "\",\"kind\":\"" + kind + "\",\"next\":1}");
  }

  private Refund refund(Session session, String key) throws Exception {
    return stripe()
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(session.getPaymentIntent()).build(),
            RequestOptions.builder().setIdempotencyKey(key).setMaxNetworkRetries(0).build());
  }

  private int refunds(Session session) throws Exception {
    return stripe()
        .v1()
        .refunds()
        .list(RefundListParams.builder().setPaymentIntent(session.getPaymentIntent()).build())
        .getData()
        .size();
  }

  @Test
  void too_many_and_unavailable_do_nothing_and_the_same_key_works_afterwards() throws Exception {
    Session session = paid(aSession());
    String key = "k-" + session.getId();
    fault("Refunds.create", "too-many");
    var limited = catchThrowableOfType(RateLimitException.class, () -> refund(session, key));
    assertThat(limited.getCode()).isEqualTo("rate_limit");
    fault("Refunds.create", "unavailable");
    var down = catchThrowableOfType(ApiException.class, () -> refund(session, key));
    assertThat(down.getStatusCode()).isEqualTo(503);
    assertThat(refunds(session)).isZero();
    assertThat(refund(session, key).getAmount()).isEqualTo(1900);
  }

  @Test
  void a_connection_that_closes_before_the_work_leaves_nothing_done() throws Exception {
    Session session = paid(aSession());
    fault("Refunds.create", "close-before");
    assertThatThrownBy(() -> refund(session, "b-" + session.getId()))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(refunds(session)).isZero();
  }

  @Test
  void a_connection_that_closes_after_the_work_leaves_it_done_and_the_key_tells_so()
      throws Exception {
    Session session = paid(aSession());
    String key = "a-" + session.getId();
    fault("Refunds.create", "close-after");
    assertThatThrownBy(() -> refund(session, key)).isInstanceOf(ApiConnectionException.class);
    assertThat(refunds(session)).isEqualTo(1);
    assertThat(refund(session, key).getAmount()).isEqualTo(1900);
    assertThat(refunds(session)).isEqualTo(1);
  }

  @Test
  void an_error_after_the_effect_stays_under_its_key() throws Exception {
    Session session = paid(aSession());
    String key = "e-" + session.getId();
    fault("Refunds.create", "error-after");
    for (int i = 0; i < 2; i++) {
      var error = catchThrowableOfType(ApiException.class, () -> refund(session, key));
      assertThat(error.getStatusCode()).isEqualTo(500);
    }
    assertThat(refunds(session)).isEqualTo(1);
  }

  @Test
  void a_fault_names_an_operation_and_a_kind_that_exist() {
    assertThat(post("/sim/faults", "{\"operation\":\"Nope.create\"}", Map.of()).statusCode())
        .isEqualTo(400);
    assertThat(
            post("/sim/faults", "{\"operation\":\"Refunds.create\",\"kind\":\"x\"}", Map.of())
                .body())
        .contains("a fault is one of: too-many");
  }

  @Test
  void a_dropped_event_is_never_delivered_but_listed_as_waiting() throws Exception {
    sim("webhooks/drop", "{\"next\": 1}");
    Session session = paid(aSession());
    Session next = paid(aSession());
    eventually(() -> !receiver.about(next.getId()).isEmpty());
    assertThat(receiver.about(session.getId())).isEmpty();
    var undelivered =
        stripe()
            .v1()
            .events()
            .list(EventListParams.builder().setDeliverySuccess(false).setLimit(5L).build());
    assertThat(undelivered.getData())
        .anyMatch(
            event ->
                event.getType().equals("checkout.session.completed")
                    && event.getData().toJson().contains(session.getId()));
    String id = undelivered.getData().get(0).getId();
    sim("events/" + id + "/resend", "");
    eventually(() -> !receiver.about(id).isEmpty());
  }

  @Test
  void reordered_events_come_the_last_one_first() throws Exception {
    sim("webhooks/reorder", "{\"next\": 3}");
    Session first = paid(aSession());
    Session second = paid(aSession());
    assertThat(receiver.about(first.getId())).isEmpty();
    Session third = paid(aSession());
    eventually(() -> !receiver.about(first.getId()).isEmpty());
    var order = receiver.about("checkout.session.completed");
    assertThat(order).hasSize(3);
    assertThat(order.get(0).body()).contains(third.getId());
    assertThat(order.get(1).body()).contains(second.getId());
    assertThat(order.get(2).body()).contains(first.getId());
  }

  @Test
  void webhooks_can_go_to_several_processes_in_turn_on_this_machine_only() throws Exception {
    String hook = "http://127.0.0.1:" + System.getProperty(SimUnderTest.HOOK_PORT);
    String foreign = "{\"urls\": [\"http://hooks.example/stripe/webhook\"]}";
    assertThat(post("/sim/webhooks/addresses", foreign, Map.of()).statusCode()).isEqualTo(400);
    sim("webhooks/addresses", "{\"urls\": [\"" + hook + "/a\", \"" + hook + "/b\"]}");
    sim("webhooks/duplicate", "{\"copies\": 2}");
    Session session = paid(aSession());
    eventually(() -> receiver.about(session.getId()).size() == 2);
    assertThat(receiver.about(session.getId()).stream().map(each -> each.path()))
        .containsExactlyInAnyOrder("/a", "/b");
    sim("webhooks/addresses", "{}");
  }

  @Test
  void one_change_can_come_as_two_events() throws Exception {
    sim("webhooks/twice", "{\"events\": 2}");
    Session session = paid(aSession());
    eventually(() -> receiver.about(session.getId()).size() == 2);
    assertThat(
            receiver.about(session.getId()).stream()
                .map(each -> each.body().replaceAll("(?s).*?\"id\" : \"(evt_\\w+)\".*", "$1"))
                .distinct())
        .hasSize(2);
  }

  @Test
  void a_session_can_turn_out_not_to_be_what_was_ordered() throws Exception {
    mismatch("\"kind\":\"amount\"");
    Session less = paid(aSession());
    assertThat(less.getAmountTotal()).isEqualTo(1899);
    assertThat(charge(less).getAmount()).isEqualTo(1899);
    mismatch("\"kind\":\"currency\"");
    Session other = paid(aSession());
    assertThat(other.getCurrency()).isEqualTo("cad");
    assertThat(charge(other).getCurrency()).isEqualTo("cad");
    Session named = aSession();
    mismatch("\"kind\":\"livemode\",\"session\":\"" + named.getId() + "\"");
    assertThat(paid(named).getLivemode()).isTrue();
    Session foreign = aSession();
    mismatch("\"kind\":\"order\",\"order\":\"o_2\",\"session\":\"" + foreign.getId() + "\"");
    Session paid = paid(foreign);
    assertThat(paid.getClientReferenceId()).isEqualTo("o_2");
    assertThat(paid.getMetadata()).containsEntry("order", "o_2");
    assertThat(charge(paid).getMetadata()).containsEntry("order", "o_2");
    assertThat(paid(aSession()).getAmountTotal()).isEqualTo(1900);
  }

  private void mismatch(String fields) {
    sim("mismatch", "{" + fields + "}");
  }

  private Charge charge(Session session) throws Exception {
    return stripe()
        .v1()
        .checkout()
        .sessions()
        .retrieve(
            session.getId(),
            SessionRetrieveParams.builder().addExpand("payment_intent.latest_charge").build())
        .getPaymentIntentObject()
        .getLatestChargeObject();
  }

  @Test
  void the_dashboard_refunds_in_part_and_a_refund_can_fail_later() throws Exception {
    Session session = paid(aSession());
    String id =
        sim("refund", "{\"payment_intent\":\"" + session.getPaymentIntent() + "\",\"amount\":700}")
            .get("id")
            .asText();
    sim("refund", "{\"payment_intent\":\"" + session.getPaymentIntent() + "\"}");
    assertThat(charge(session).getRefunded()).isTrue();
    sim("refunds/" + id + "/fail", "{}");
    assertThat(charge(session).getRefunded()).isFalse();
    assertThat(charge(session).getAmountRefunded()).isEqualTo(1200);
    Refund failed = stripe().v1().refunds().retrieve(id);
    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
    eventually(() -> receiver.about("refund.failed").size() == 1);
    assertThat(post("/sim/refunds/" + id + "/fail", "{}", Map.of()).statusCode()).isEqualTo(400);
  }
}
