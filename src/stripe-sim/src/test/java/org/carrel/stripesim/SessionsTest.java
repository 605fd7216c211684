package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.LineItem;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class SessionsTest extends RunningSim {
  @Test
  void a_new_session_is_open_unpaid_and_has_no_payment_intent() throws Exception {
    Session session = aSession();
    assertThat(session.getStatus()).isEqualTo("open");
    assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
    assertThat(session.getPaymentIntent()).isNull();
    assertThat(session.getLivemode()).isFalse();
    assertThat(session.getId()).startsWith("cs_test_");
    assertThat(session.getUrl()).isEqualTo(base() + "/c/pay/" + session.getId());
    assertThat(session.getAmountTotal()).isEqualTo(1900);
    assertThat(session.getCurrency()).isEqualTo("usd");
    assertThat(session.getMetadata()).containsEntry("order", "o_1");
    assertThat(session.getExpiresAt()).isEqualTo(session.getCreated() + 24 * 3600);
    assertThat(fetched(session).toJson()).isEqualTo(session.toJson());
  }

  @Test
  void line_items_are_there_only_on_request() throws Exception {
    Session session = aSession();
    assertThat(fetched(session).getLineItems()).isNull();
    Session expanded =
        stripe()
            .v1()
            .checkout()
            .sessions()
            .retrieve(
                session.getId(),
                SessionRetrieveParams.builder()
                    .addExpand("line_items.data.price.product")
                    .addExpand("payment_intent")
                    .build());
    LineItem line = expanded.getLineItems().getData().get(0);
    assertThat(line.getPrice().getProductObject().getName()).isEqualTo("24 hours at the desk");
    StripeCollection<LineItem> listed =
        stripe().v1().checkout().sessions().lineItems().list(session.getId());
    assertThat(listed.getData().get(0).getQuantity()).isEqualTo(1);
    assertThat(listed.getData().get(0).getAmountTotal()).isEqualTo(1900);
  }

  @Test
  void a_paid_session_expands_down_to_the_money() throws Exception {
    Session session = paid(aSession());
    Session expanded =
        stripe()
            .v1()
            .checkout()
            .sessions()
            .retrieve(
                session.getId(),
                SessionRetrieveParams.builder()
                    .addExpand("payment_intent.latest_charge.balance_transaction")
                    .build());
    var intent = expanded.getPaymentIntentObject();
    assertThat(intent.getAmountReceived()).isEqualTo(1900);
    assertThat(intent.getMetadata()).containsEntry("order", "o_1");
    var charge = intent.getLatestChargeObject();
    assertThat(charge.getPaid()).isTrue();
    assertThat(charge.getCalculatedStatementDescriptor()).isEqualTo("CARREL* 24 HOURS");
    assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
    assertThat(charge.getBalanceTransactionObject().getNet()).isEqualTo(1900 - 85);
  }

  @Test
  void what_cannot_be_expanded_is_refused() throws Exception {
    Session session = aSession();
    String path = "/v1/checkout/sessions/" + session.getId() + "?expand[]=";
    var refused = get(path + "amount_total", bearer(SimUnderTest.KEY));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(error(refused).get("message").asText()).contains("cannot be expanded");
    var tooDeep = get(path + "payment_intent.a.b.c.d", bearer(SimUnderTest.KEY));
    assertThat(error(tooDeep).get("message").asText()).contains("more than 4 levels");
  }

  @Test
  void pages_of_a_list_follow_each_other_in_both_directions() throws Exception {
    String[] ids = new String[5];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = aSession().getId();
    }
    var sessions = stripe().v1().checkout().sessions();
    var newest = sessions.list(SessionListParams.builder().setLimit(2L).build());
    assertThat(newest.getData()).extracting(Session::getId).containsExactly(ids[4], ids[3]);
    assertThat(newest.getHasMore()).isTrue();
    var next =
        sessions.list(SessionListParams.builder().setLimit(2L).setStartingAfter(ids[3]).build());
    assertThat(next.getData()).extracting(Session::getId).containsExactly(ids[2], ids[1]);
    var back =
        sessions.list(SessionListParams.builder().setLimit(2L).setEndingBefore(ids[1]).build());
    assertThat(back.getData()).extracting(Session::getId).containsExactly(ids[3], ids[2]);
    assertThat(back.getHasMore()).isTrue();
    var first =
        sessions.list(SessionListParams.builder().setLimit(2L).setEndingBefore(ids[3]).build());
    assertThat(first.getData()).extracting(Session::getId).containsExactly(ids[4]);
    assertThat(first.getHasMore()).isFalse();
    int seen = 0;
    for (Session each :
        sessions.list(SessionListParams.builder().setLimit(2L).build()).autoPagingIterable()) {
      assertThat(each.getId()).startsWith("cs_");
      seen++;
    }
    assertThat(seen).isGreaterThanOrEqualTo(5);
  }

  @Test
  void limits_and_cursors_are_checked() {
    assertThat(refusedList("limit=0").getCode()).isEqualTo("parameter_invalid_integer");
    assertThat(refusedList("limit=101").getParam()).isEqualTo("limit");
    assertThat(refusedList("starting_after=cs_none").getCode()).isEqualTo("resource_missing");
    assertThat(refusedList("starting_after=a&ending_before=b").getCode())
        .isEqualTo("parameters_exclusive");
    assertThat(refusedList("status=lost").getParam()).isEqualTo("status");
  }

  private com.stripe.model.StripeError refusedList(String query) {
    var response = get("/v1/checkout/sessions?" + query, bearer(SimUnderTest.KEY));
    assertThat(response.statusCode()).isIn(400, 404);
    return com.stripe.net.ApiResource.GSON.fromJson(
        error(response).toString(), com.stripe.model.StripeError.class);
  }

  @Test
  void an_expired_session_says_so_and_cannot_be_expired_again() throws Exception {
    Session session = aSession();
    Session expired = stripe().v1().checkout().sessions().expire(session.getId());
    assertThat(expired.getStatus()).isEqualTo("expired");
    assertThat(expired.getUrl()).isNull();
    var again =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe().v1().checkout().sessions().expire(session.getId()));
    assertThat(again.getMessage()).contains("status of expired");
  }

  @Test
  void the_clock_expires_a_session_at_the_exact_second() throws Exception {
    Session session = create(aPass().setExpiresAt(simulatedNow().getEpochSecond() + 1900).build());
    long left = session.getExpiresAt() - simulatedNow().getEpochSecond();
    moveClock(Duration.ofSeconds(left - 2));
    assertThat(fetched(session).getStatus()).isEqualTo("open");
    moveClock(Duration.ofSeconds(2));
    assertThat(fetched(session).getStatus()).isEqualTo("expired");
    eventually(() -> !receiver.about(session.getId()).isEmpty());
    assertThat(receiver.about(session.getId()).get(0).body()).contains("checkout.session.expired");
  }

  @Test
  void an_expiry_outside_30_minutes_to_24_hours_is_refused() {
    long now = simulatedNow().getEpochSecond();
    for (long expiry : new long[] {now + 60, now + 25 * 3600}) {
      var refusal =
          catchThrowableOfType(
              InvalidRequestException.class, () -> create(aPass().setExpiresAt(expiry).build()));
      assertThat(refusal.getStripeError().getParam()).isEqualTo("expires_at");
    }
  }

  @Test
  void what_stripe_knows_and_the_simulator_does_not_play_is_refused_not_ignored() {
    var refusal =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                create(
                    aPass()
                        .setPhoneNumberCollection(
                            SessionCreateParams.PhoneNumberCollection.builder()
                                .setEnabled(true)
                                .build())
                        .build()));
    assertThat(refusal.getStripeError().getParam()).isEqualTo("phone_number_collection[enabled]");
    assertThat(refusal.getMessage()).contains("not offered by this local simulator");
  }

  @Test
  void what_stripe_forbids_in_a_session_is_refused() {
    assertThat(param(aPass().setSuccessUrl("nowhere"))).isEqualTo("success_url");
    assertThat(param(aPass().setCustomerEmail("nobody"))).isEqualTo("customer_email");
    assertThat(param(aPass().putMetadata("k", "v".repeat(501)))).isEqualTo("metadata[k]");
    assertThat(
            param(
                aPass()
                    .setPaymentIntentData(
                        SessionCreateParams.PaymentIntentData.builder()
                            .setStatementDescriptor("CARREL")
                            .build())))
        .isEqualTo("payment_intent_data[statement_descriptor]");
    assertThat(
            param(
                aPass()
                    .setPaymentIntentData(
                        SessionCreateParams.PaymentIntentData.builder()
                            .setStatementDescriptorSuffix("24*7")
                            .build())))
        .isEqualTo("payment_intent_data[statement_descriptor_suffix]");
  }

  private String param(SessionCreateParams.Builder params) {
    return catchThrowableOfType(InvalidRequestException.class, () -> create(params.build()))
        .getStripeError()
        .getParam();
  }
}
