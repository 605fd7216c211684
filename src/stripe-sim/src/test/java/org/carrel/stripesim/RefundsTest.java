package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class RefundsTest extends RunningSim {
  private Charge charge(Session session) throws Exception {
    String id =
        stripe().v1().paymentIntents().retrieve(session.getPaymentIntent()).getLatestCharge();
    ChargeRetrieveParams params = ChargeRetrieveParams.builder().addExpand("refunds").build();
    return stripe().v1().charges().retrieve(id, params);
  }

  private static RefundCreateParams.Builder of(Session session) {
    return RefundCreateParams.builder().setPaymentIntent(session.getPaymentIntent());
  }

  @Test
  void a_full_refund_gives_everything_back_and_tells_so() throws Exception {
    Session session = paid(aSession());
    Refund refund =
        stripe()
            .v1()
            .refunds()
            .create(
                of(session)
                    .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                    .putMetadata("order", "o_1")
                    .build());
    assertThat(refund.getAmount()).isEqualTo(1900);
    assertThat(refund.getStatus()).isEqualTo("succeeded");
    Charge charge = charge(session);
    assertThat(charge.getRefunded()).isTrue();
    assertThat(charge.getRefunds().getData())
        .extracting(Refund::getId)
        .containsExactly(refund.getId());
    eventually(() -> receiver.about("charge.refunded").size() == 1);
    assertThat(receiver.about("charge.refunded").get(0).body()).contains("previous_attributes");
    eventually(() -> receiver.about("refund.created").size() == 1);
  }

  @Test
  void partial_refunds_add_up_and_never_beyond_the_charge() throws Exception {
    Session session = paid(aSession());
    stripe().v1().refunds().create(of(session).setAmount(500L).build());
    assertThat(charge(session).getRefunded()).isFalse();
    var tooMuch =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe().v1().refunds().create(of(session).setAmount(1401L).build()));
    assertThat(tooMuch.getMessage()).contains("($14.01) is greater than unrefunded amount");
    var nothing =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe().v1().refunds().create(of(session).setAmount(0L).build()));
    assertThat(nothing.getCode()).isEqualTo("parameter_invalid_integer");
    Refund rest = stripe().v1().refunds().create(of(session).build());
    assertThat(rest.getAmount()).isEqualTo(1400);
    assertThat(charge(session).getAmountRefunded()).isEqualTo(1900);
    var again =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe().v1().refunds().create(of(session).build()));
    assertThat(again.getCode()).isEqualTo("charge_already_refunded");
  }

  @Test
  void refunds_are_listed_by_payment_and_their_money_is_booked() throws Exception {
    Session session = paid(aSession());
    Refund refund = stripe().v1().refunds().create(of(session).setAmount(700L).build());
    var listed =
        stripe()
            .v1()
            .refunds()
            .list(RefundListParams.builder().setPaymentIntent(session.getPaymentIntent()).build());
    assertThat(listed.getData()).extracting(Refund::getId).containsExactly(refund.getId());
    assertThat(stripe().v1().refunds().retrieve(refund.getId()).getCharge())
        .isEqualTo(charge(session).getId());
    BalanceTransaction booked =
        stripe().v1().balanceTransactions().retrieve(refund.getBalanceTransaction());
    assertThat(booked.getNet()).isEqualTo(-700);
    var all =
        stripe()
            .v1()
            .balanceTransactions()
            .list(BalanceTransactionListParams.builder().setSource(refund.getId()).build());
    assertThat(all.getData()).hasSize(1);
  }

  @Test
  void what_was_never_paid_cannot_be_refunded() throws Exception {
    Session session = aSession();
    pay(session, "4000000000000002");
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe().v1().refunds().create(of(fetched(session)).build()));
    assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(error(api("/v1/refunds", "")).get("code").asText()).isEqualTo("parameter_missing");
    assertThat(error(api("/v1/refunds", "charge=ch_none")).get("code").asText())
        .isEqualTo("resource_missing");
  }

  @Test
  void there_are_no_disputes_yet() throws Exception {
    DisputeListParams params =
        DisputeListParams.builder().setPaymentIntent(paid(aSession()).getPaymentIntent()).build();
    assertThat(stripe().v1().disputes().list(params).getData()).isEmpty();
  }
}
