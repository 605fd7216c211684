package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.CashBalance;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.param.InvoiceCreateParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class InvoicePageTest extends Billing {
  @Test
  void the_page_says_what_is_asked_of_whom_and_until_when() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    HttpResponse<String> shown = get(page(invoice), Map.of());
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body())
        .contains("Test mode", "Pay €1190.00", "Constitutions, year 1", "VAT 19 %", "€190.00")
        .contains("Harbour University", "DE123456789", "PO number", "PO-4711")
        .contains(invoice.getNumber(), "label for=\"number\"", "label for=\"amount\"")
        .doesNotContain("<script");
    assertThat(WireTest.header(shown, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void a_card_pays_the_whole_invoice_once() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    HttpResponse<String> paid = payByCard(invoice, "4242 4242 4242 4242");
    assertThat(paid.statusCode()).isEqualTo(303);
    assertThat(WireTest.header(paid, "Location")).isEqualTo(invoice.getHostedInvoiceUrl());
    Invoice now = fetched(invoice);
    assertThat(now.getStatus()).isEqualTo("paid");
    assertThat(now.getAmountPaid()).isEqualTo(119_000);
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(200);
    assertThat(payments(invoice)).hasSize(1);
    assertThat(payments(invoice).get(0).getAmountPaid()).isEqualTo(119_000);
    assertThat(get(page(invoice), Map.of()).body()).contains("Nothing more is due");
    eventually(() -> news(invoice.getId()).contains("invoice.payment_succeeded"));
    assertThat(news(invoice.getId())).contains("invoice.paid");
  }

  @Test
  void a_declined_card_leaves_the_invoice_open() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    HttpResponse<String> declined = payByCard(invoice, "4000000000000002");
    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(declined.body()).contains("Your card was declined.");
    assertThat(fetched(invoice).getStatus()).isEqualTo("open");
    assertThat(fetched(invoice).getAttemptCount()).isEqualTo(1);
    eventually(() -> news(invoice.getId()).contains("invoice.payment_failed"));
    assertThat(payByCard(invoice, "5555555555554444").statusCode()).isEqualTo(303);
  }

  @Test
  void three_d_secure_asks_first() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    HttpResponse<String> asked = payByCard(invoice, "4000000000003220");
    String challenge = page(invoice) + "/authenticate";
    assertThat(WireTest.header(asked, "Location")).isEqualTo(base() + challenge);
    assertThat(get(challenge, Map.of()).body()).contains("Complete authentication");
    assertThat(submit(challenge, Map.of("answer", "fail")).statusCode()).isEqualTo(402);
    assertThat(submit(challenge, Map.of("answer", "complete")).statusCode()).isEqualTo(402);
    payByCard(invoice, "4000000000003220");
    assertThat(submit(challenge, Map.of("answer", "complete")).statusCode()).isEqualTo(303);
    assertThat(fetched(invoice).getStatus()).isEqualTo("paid");
  }

  @Test
  void only_published_test_numbers_are_taken() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    HttpResponse<String> refused = payByCard(invoice, "4539 5787 6362 1486");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("was not kept").doesNotContain("4539 5787");
    HttpResponse<String> elsewhere =
        submit(page(invoice) + "/transfer", Map.of("amount", "5", "sender", "4539578763621486"));
    assertThat(elsewhere.body()).contains("was not kept").doesNotContain("4539578763621486");
    assertThat(fetched(invoice).getStatus()).isEqualTo("open");
  }

  @Test
  void nothing_is_charged_for_another_amount_than_was_seen() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    Map<String, String> form =
        Map.of(
            "number", "4242424242424242",
            "expiry", "12/49",
            "cvc", "123",
            "name", "Ada Lovelace",
            "total", "5");
    assertThat(submit(page(invoice) + "/card", form).statusCode()).isEqualTo(409);
    assertThat(fetched(invoice).getStatus()).isEqualTo("open");
  }

  @Test
  void a_transfer_of_the_whole_amount_pays() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    assertThat(transfer(invoice, "1,190.00").statusCode()).isEqualTo(303);
    assertThat(fetched(invoice).getStatus()).isEqualTo("paid");
    PaymentIntent intent =
        stripe()
            .v1()
            .paymentIntents()
            .retrieve(payments(invoice).get(0).getPayment().getPaymentIntent());
    Charge charge = stripe().v1().charges().retrieve(intent.getLatestCharge());
    assertThat(charge.getPaymentMethodDetails().getType()).isEqualTo("customer_balance");
    assertThat(charge.getBillingDetails().getName()).isEqualTo("Harbour University");
    eventually(() -> news(invoice.getId()).contains("invoice.paid"));
  }

  @Test
  void too_little_waits_until_the_rest_comes_and_what_is_over_stays() throws Exception {
    Customer customer = aCustomer();
    Invoice invoice = anInvoice(customer);
    transfer(invoice, "1000");
    Invoice still = fetched(invoice);
    assertThat(still.getStatus()).isEqualTo("open");
    assertThat(still.getAmountRemaining()).isEqualTo(119_000);
    assertThat(balance(customer).getAvailable()).containsEntry("eur", 100_000L);
    assertThat(get(page(invoice) + "?sent=1", Map.of()).body())
        .contains("does not cover", "€1000.00");
    transfer(invoice, "200");
    assertThat(fetched(invoice).getStatus()).isEqualTo("paid");
    assertThat(balance(customer).getAvailable()).containsEntry("eur", 1_000L);
    assertThat(
            stripe()
                .v1()
                .customers()
                .cashBalanceTransactions()
                .list(customer.getId())
                .getData()
                .stream()
                .map(each -> each.getType() + " " + each.getNetAmount()))
        .containsExactly("applied_to_payment -119000", "funded 20000", "funded 100000");
  }

  @Test
  void what_is_over_pays_the_next_invoice_of_the_same_currency() throws Exception {
    Customer customer = aCustomer();
    transfer(anInvoice(customer), "2380.00");
    assertThat(anInvoice(customer).getStatus()).isEqualTo("paid");
    assertThat(anInvoice(customer).getStatus()).isEqualTo("open");
  }

  @Test
  void long_overdue_a_transfer_does_not_pay_by_itself() throws Exception {
    Customer customer = aCustomer();
    Invoice invoice = anInvoice(customer);
    moveClock(Duration.ofDays(61));
    transfer(invoice, "1190.00");
    assertThat(fetched(invoice).getStatus()).isEqualTo("open");
    assertThat(balance(customer).getAvailable()).containsEntry("eur", 119_000L);
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(303);
  }

  @Test
  void each_field_has_its_own_error() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    assertThat(transfer(invoice, "12.345").body()).contains("amount-wrong", "1190.00");
    HttpResponse<String> empty = submit(page(invoice) + "/transfer", Map.of());
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("amount-wrong", "sender-wrong", "href=\"#sender\"");
    assertThat(submit(page(invoice) + "/card", Map.of()).body())
        .contains("number-wrong", "expiry-wrong", "cvc-wrong", "name-wrong");
  }

  @Test
  void only_the_ways_that_the_seller_named_are_offered() throws Exception {
    Invoice draft =
        stripe()
            .v1()
            .invoices()
            .create(
                InvoiceCreateParams.builder()
                    .setCustomer(aCustomer().getId())
                    .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                    .setCurrency("kwd")
                    .setDaysUntilDue(30L)
                    .build());
    api("/v1/invoices/" + draft.getId() + "/add_lines", "lines[0][amount]=5900");
    Invoice invoice = stripe().v1().invoices().finalizeInvoice(draft.getId());
    assertThat(get(page(invoice), Map.of()).body())
        .contains("KWD 5.900", "By test card")
        .doesNotContain("By bank transfer");
    assertThat(transfer(invoice, "5.900").statusCode()).isEqualTo(410);
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(303);
  }

  @Test
  void an_unknown_page_says_so() {
    assertThat(get("/i/test_none", Map.of()).statusCode()).isEqualTo(404);
    assertThat(submit("/i/test_none/card", Map.of()).body()).contains("No such invoice");
    assertThat(submit("/i/test_none/transfer", Map.of()).statusCode()).isEqualTo(404);
  }

  private CashBalance balance(Customer customer) throws Exception {
    return stripe().v1().customers().cashBalance().retrieve(customer.getId());
  }
}
