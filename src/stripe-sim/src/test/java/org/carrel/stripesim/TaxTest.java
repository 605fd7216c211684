package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class TaxTest extends RunningSim {
  private static SessionCreateParams.Builder taxed(
      String currency, long amount, PriceData.TaxBehavior behavior) {
    PriceData.Builder price =
        PriceData.builder()
            .setCurrency(currency)
            .setUnitAmount(amount)
            .setProductData(PriceData.ProductData.builder().setName("24 hours").build());
    if (behavior != null) {
      price.setTaxBehavior(behavior);
    }
    return SessionCreateParams.builder()
        .setMode(SessionCreateParams.Mode.PAYMENT)
        .setSuccessUrl("http://localhost/ok")
        .setCustomerEmail("ada@example.org")
        .setAllowPromotionCodes(true)
        .setAutomaticTax(SessionCreateParams.AutomaticTax.builder().setEnabled(true).build())
        .addLineItem(
            SessionCreateParams.LineItem.builder()
                .setQuantity(1L)
                .setPriceData(price.build())
                .build());
  }

  private void country(Session session, String country) {
    assertThat(
            submit("/c/pay/" + session.getId() + "/order/country", Map.of("country", country))
                .statusCode())
        .isEqualTo(303);
  }

  private String page(Session session) {
    return get("/c/pay/" + session.getId(), Map.of()).body();
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
                .addExpand("line_items.data.taxes")
                .addExpand("payment_intent.latest_charge")
                .build());
  }

  @Test
  void exclusive_tax_comes_on_top_and_is_seen_before_paying() throws Exception {
    Session session = create(taxed("usd", 1900, PriceData.TaxBehavior.EXCLUSIVE).build());
    assertThat(session.getAmountTotal()).isEqualTo(1900);
    assertThat(session.getAutomaticTax().getStatus()).isEqualTo("requires_location_inputs");
    assertThat(page(session)).contains("Sales Tax 7 %", "$1.33", "Pay $20.33");
    assertThat(fetched(session).getAmountTotal()).as("a look changes nothing").isEqualTo(1900);
    Session paid = expanded(paid(session));
    assertThat(paid.getAutomaticTax().getStatus()).isEqualTo("complete");
    assertThat(paid.getAmountSubtotal()).isEqualTo(1900);
    assertThat(paid.getTotalDetails().getAmountTax()).isEqualTo(133);
    assertThat(paid.getAmountTotal()).isEqualTo(2033);
    assertThat(paid.getPaymentIntentObject().getAmountReceived()).isEqualTo(2033);
    var tax = paid.getTotalDetails().getBreakdown().getTaxes().get(0);
    assertThat(tax.getRate().getPercentage()).isEqualByComparingTo("7");
    assertThat(tax.getRate().getInclusive()).isFalse();
    assertThat(tax.getTaxableAmount()).isEqualTo(1900);
    assertThat(paid.getLineItems().getData().get(0).getTaxes().get(0).getAmount()).isEqualTo(133);
    assertThat(paid.getCustomerDetails().getAddress().getCountry()).isEqualTo("US");
  }

  @Test
  void inclusive_tax_is_within_the_price_after_the_discount() throws Exception {
    Session session = create(taxed("eur", 1900, PriceData.TaxBehavior.INCLUSIVE).build());
    country(session, "DE");
    submit("/c/pay/" + session.getId() + "/order/code", Map.of("code", "WELCOME20"));
    assertThat(page(session)).contains("VAT 19 % (included)", "€2.43", "Pay €15.20");
    Session paid = expanded(paid(session));
    assertThat(paid.getAmountTotal()).isEqualTo(1520);
    assertThat(paid.getTotalDetails().getAmountTax()).isEqualTo(243);
    assertThat(paid.getTotalDetails().getBreakdown().getTaxes().get(0).getTaxableAmount())
        .isEqualTo(1277);
  }

  @Test
  void yen_have_no_decimals_and_dinars_end_in_0() throws Exception {
    Session yen = create(taxed("jpy", 2905, PriceData.TaxBehavior.INCLUSIVE).build());
    country(yen, "JP");
    assertThat(page(yen)).contains("¥2905", "JCT 10 % (included)", "¥264");
    assertThat(paid(yen).getAmountTotal()).isEqualTo(2905);
    Session dinars = create(taxed("kwd", 5950, PriceData.TaxBehavior.EXCLUSIVE).build());
    country(dinars, "DE");
    assertThat(page(dinars)).contains("KWD 5.950", "KWD 1.130", "Pay KWD 7.080");
    assertThat(paid(dinars).getAmountTotal()).as("1,130.5 of tax, in steps of 10").isEqualTo(7080);
    Session untaxed = create(taxed("kwd", 5950, PriceData.TaxBehavior.EXCLUSIVE).build());
    country(untaxed, "KW");
    Session paid = expanded(paid(untaxed));
    assertThat(paid.getAmountTotal()).isEqualTo(5950);
    assertThat(paid.getTotalDetails().getBreakdown().getTaxes().get(0).getTaxabilityReason())
        .isEqualTo("zero_rated");
  }

  @Test
  void amounts_that_a_currency_cannot_charge_are_refused() {
    for (Object[] wrong : new Object[][] {{"kwd", 5951L}, {"ugx", 500050L}, {"isk", 190001L}}) {
      var refused =
          catchThrowableOfType(
              InvalidRequestException.class,
              () ->
                  create(
                      taxed((String) wrong[0], (Long) wrong[1], PriceData.TaxBehavior.EXCLUSIVE)
                          .build()));
      assertThat(refused.getStripeError().getParam()).contains("unit_amount");
    }
  }

  @Test
  void automatic_tax_needs_to_know_how_a_price_is_meant() {
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class, () -> create(taxed("usd", 1900, null).build()));
    assertThat(refused.getStripeError().getParam())
        .isEqualTo("line_items[0][price_data][tax_behavior]");
  }

  @Test
  void what_the_buyer_is_asked_comes_back_with_the_session_and_the_charge() throws Exception {
    Session session =
        create(
            taxed("usd", 1900, PriceData.TaxBehavior.EXCLUSIVE)
                .setBillingAddressCollection(SessionCreateParams.BillingAddressCollection.REQUIRED)
                .setTaxIdCollection(
                    SessionCreateParams.TaxIdCollection.builder().setEnabled(true).build())
                .addCustomField(matter())
                .build());
    assertThat(page(session))
        .contains("Billing address", "Tax ID (optional)", "Client or matter reference (optional)");
    var missing = pay(session, "4242424242424242");
    assertThat(missing.statusCode()).isEqualTo(422);
    assertThat(missing.body()).contains("line1-wrong", "city-wrong", "postal_code-wrong");
    Map<String, String> form = new HashMap<>(address());
    form.put("custom_client_matter", "4242424242424242");
    assertThat(submit("/c/pay/" + session.getId(), form).body())
        .contains("looks like a card number")
        .doesNotContain("4242424242424242");
    form.put("custom_client_matter", "2026-0412 <Byron>");
    assertThat(submit("/c/pay/" + session.getId(), form).statusCode()).isEqualTo(303);
    Session paid = expanded(session);
    var buyer = paid.getCustomerDetails();
    assertThat(buyer.getBusinessName()).isEqualTo("Analytical Engines");
    assertThat(buyer.getAddress().getLine1()).isEqualTo("1 Main Street");
    assertThat(buyer.getTaxIds().get(0).getType()).isEqualTo("eu_vat");
    assertThat(buyer.getTaxIds().get(0).getValue()).isEqualTo("DE123456789");
    assertThat(paid.getCustomFields().get(0).getText().getValue()).isEqualTo("2026-0412 <Byron>");
    assertThat(paid.getAmountTotal()).isEqualTo(2261);
    var charge = paid.getPaymentIntentObject().getLatestChargeObject();
    assertThat(charge.getBillingDetails().getAddress().getPostalCode()).isEqualTo("10115");
    assertThat(charge.getPaymentMethodDetails().getCard().getBrand()).isEqualTo("visa");
    assertThat(charge.getReceiptEmail()).isNull();
  }

  private static SessionCreateParams.CustomField matter() {
    return SessionCreateParams.CustomField.builder()
        .setKey("client_matter")
        .setType(SessionCreateParams.CustomField.Type.TEXT)
        .setOptional(true)
        .setLabel(
            SessionCreateParams.CustomField.Label.builder()
                .setType(SessionCreateParams.CustomField.Label.Type.CUSTOM)
                .setCustom("Client or matter reference")
                .build())
        .setText(SessionCreateParams.CustomField.Text.builder().setMaximumLength(60L).build())
        .build();
  }

  private static Map<String, String> address() {
    Map<String, String> form = new HashMap<>();
    form.putAll(
        Map.of("number", "4242424242424242", "expiry", "12/49", "cvc", "123", "name", "Ada"));
    form.putAll(Map.of("country", "DE", "line1", "1 Main Street", "city", "Berlin"));
    form.putAll(Map.of("postal_code", "10115", "business_name", "Analytical Engines"));
    form.put("tax_id", "de123456789");
    return form;
  }
}
