package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PromotionCode;
import com.stripe.model.checkout.Session;
import com.stripe.param.CouponCreateParams;
import com.stripe.param.PromotionCodeCreateParams;
import com.stripe.param.PromotionCodeListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class PromotionCodesTest extends RunningSim {
  private Session withCodes() throws Exception {
    return create(aPass().setAllowPromotionCodes(true).build());
  }

  private HttpResponse<String> apply(Session session, String code) {
    return submit("/c/pay/" + session.getId() + "/order/code", Map.of("code", code));
  }

  private PromotionCode code(CouponCreateParams coupon, PromotionCodeCreateParams.Builder code)
      throws Exception {
    String id = stripe().v1().coupons().create(coupon).getId();
    PromotionCodeCreateParams.Promotion promotion =
        PromotionCodeCreateParams.Promotion.builder()
            .setType(PromotionCodeCreateParams.Promotion.Type.COUPON)
            .setCoupon(id)
            .build();
    return stripe().v1().promotionCodes().create(code.setPromotion(promotion).build());
  }

  private static CouponCreateParams percent(String percent) {
    return CouponCreateParams.builder().setPercentOff(new BigDecimal(percent)).build();
  }

  private static PromotionCodeCreateParams.Builder named(String code) {
    return PromotionCodeCreateParams.builder().setCode(code);
  }

  @Test
  void the_demo_codes_are_there_from_the_start() throws Exception {
    var codes =
        stripe()
            .v1()
            .promotionCodes()
            .list(
                PromotionCodeListParams.builder()
                    .setCode("welcome20")
                    .addExpand("data.promotion.coupon")
                    .build());
    assertThat(codes.getData()).hasSize(1);
    assertThat(codes.getData().get(0).getActive()).isTrue();
    assertThat(codes.getData().get(0).getPromotion().getCouponObject().getPercentOff())
        .isEqualByComparingTo("20");
  }

  @Test
  void a_code_lowers_the_total_on_the_page_and_in_the_session() throws Exception {
    Session session = withCodes();
    String page = get("/c/pay/" + session.getId(), Map.of()).body();
    assertThat(page).contains("Promotion code").doesNotContain("Discount");
    assertThat(apply(session, " welcome20 ").statusCode()).isEqualTo(303);
    assertThat(get("/c/pay/" + session.getId(), Map.of()).body())
        .contains("Discount, code WELCOME20", "−$3.80", "Pay $15.20", "Remove code");
    Session paid = paid(session);
    assertThat(paid.getAmountSubtotal()).isEqualTo(1900);
    assertThat(paid.getTotalDetails().getAmountDiscount()).isEqualTo(380);
    assertThat(paid.getTotalDetails().getBreakdown()).isNull();
    assertThat(paid.getAmountTotal()).isEqualTo(1520);
    assertThat(stripe().v1().paymentIntents().retrieve(paid.getPaymentIntent()).getAmountReceived())
        .isEqualTo(1520);
    Session expanded = expanded(paid);
    var discount = expanded.getTotalDetails().getBreakdown().getDiscounts().get(0);
    assertThat(discount.getAmount()).isEqualTo(380);
    assertThat(discount.getDiscount().getCheckoutSession()).isEqualTo(session.getId());
    assertThat(expanded.getDiscounts().get(0).getPromotionCodeObject().getCode())
        .isEqualTo("WELCOME20");
    assertThat(expanded.getLineItems().getData().get(0).getDiscounts().get(0).getAmount())
        .isEqualTo(380);
  }

  private Session expanded(Session session) throws Exception {
    return stripe()
        .v1()
        .checkout()
        .sessions()
        .retrieve(
            session.getId(),
            SessionRetrieveParams.builder()
                .addExpand("total_details.breakdown")
                .addExpand("discounts.promotion_code")
                .addExpand("line_items.data.discounts")
                .build());
  }

  @Test
  void a_code_for_everything_needs_no_payment_and_makes_no_charge() throws Exception {
    Session session = withCodes();
    pay(session, "4000000000000002");
    assertThat(apply(session, "LIBRARY100").statusCode()).isEqualTo(303);
    assertThat(get("/c/pay/" + session.getId(), Map.of()).body())
        .contains("$0.00", "Complete order")
        .doesNotContain("Card number");
    assertThat(submit("/c/pay/" + session.getId(), Map.of("total", "0")).statusCode())
        .isEqualTo(303);
    Session done = fetched(session);
    assertThat(done.getStatus()).isEqualTo("complete");
    assertThat(done.getPaymentStatus()).isEqualTo("no_payment_required");
    assertThat(done.getPaymentIntent()).isNull();
    assertThat(done.getAmountTotal()).isZero();
    assertThat(done.getTotalDetails().getAmountDiscount()).isEqualTo(1900);
  }

  @Test
  void a_code_can_be_taken_away_again() throws Exception {
    Session session = withCodes();
    apply(session, "WELCOME20");
    submit("/c/pay/" + session.getId() + "/order/code/remove", Map.of());
    Session paid = paid(session);
    assertThat(paid.getAmountTotal()).isEqualTo(1900);
    assertThat(paid.getDiscounts()).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_refused_with_its_reason() throws Exception {
    Session session = withCodes();
    CouponCreateParams euros =
        CouponCreateParams.builder().setAmountOff(500L).setCurrency("eur").build();
    code(euros, named("EUROS"));
    code(percent("99"), named("NEARLYALL"));
    code(
        percent("10"),
        named("BIGONES")
            .setRestrictions(
                PromotionCodeCreateParams.Restrictions.builder()
                    .setMinimumAmount(5000L)
                    .setMinimumAmountCurrency("usd")
                    .build()));
    assertThat(apply(session, "NOPE").statusCode()).isEqualTo(422);
    assertThat(apply(session, "NOPE").body()).contains("This code is invalid.", "code-wrong");
    assertThat(apply(session, "EUROS").body()).contains("another currency");
    assertThat(apply(session, "BIGONES").body()).contains("below the least amount");
    assertThat(apply(session, "NEARLYALL").body()).contains("less than can be charged");
    assertThat(fetched(session).getAmountTotal()).isEqualTo(1900);
    assertThat(apply(aSession(), "WELCOME20").statusCode()).isEqualTo(422);
  }

  @Test
  void a_code_that_others_used_up_no_longer_counts_and_nothing_unseen_is_charged()
      throws Exception {
    PromotionCode once = code(percent("50"), named("ONLYONCE").setMaxRedemptions(1L));
    Session first = withCodes();
    Session second = withCodes();
    apply(first, "ONLYONCE");
    apply(second, "ONLYONCE");
    assertThat(paid(first).getAmountTotal()).isEqualTo(950);
    HttpResponse<String> late =
        submit(
            "/c/pay/" + second.getId(),
            Map.of(
                "number",
                "4242424242424242",
                "expiry",
                "12/49",
                "cvc",
                "123",
                "name",
                "Ada",
                "total",
                "950"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("The total is now $19.00", "Nothing was charged");
    assertThat(fetched(second).getPaymentIntent()).isNull();
    PromotionCode used = stripe().v1().promotionCodes().retrieve(once.getId());
    assertThat(used.getTimesRedeemed()).isEqualTo(1);
    assertThat(used.getActive()).isFalse();
    assertThat(apply(withCodes(), "ONLYONCE").statusCode()).isEqualTo(422);
  }

  @Test
  void two_active_codes_never_share_a_text_and_a_coupon_has_one_kind_of_amount() {
    var twice =
        catchThrowableOfType(
            InvalidRequestException.class, () -> code(percent("5"), named("welcome20")));
    assertThat(twice.getStripeError().getParam()).isEqualTo("code");
    var both =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                stripe()
                    .v1()
                    .coupons()
                    .create(
                        CouponCreateParams.builder()
                            .setPercentOff(BigDecimal.TEN)
                            .setAmountOff(5L)
                            .setCurrency("usd")
                            .build()));
    assertThat(both.getMessage()).contains("exactly one of");
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class, () -> code(percent("101"), named("TOOMUCH")))
                .getStripeError()
                .getParam())
        .isEqualTo("percent_off");
  }
}
