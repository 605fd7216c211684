package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceItem;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.service.InvoiceService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class InvoicesTest extends Billing {
  private InvoiceService invoices() {
    return stripe().v1().invoices();
  }

  @Test
  void a_draft_sums_its_lines_and_their_taxes() throws Exception {
    Invoice draft = aDraft(aCustomer(), "eur");
    assertThat(draft.getStatus()).isEqualTo("draft");
    assertThat(draft.getHostedInvoiceUrl()).isNull();
    assertThat(draft.getNumber()).isNull();
    Invoice two = invoices().addLines(draft.getId(), aThousandAndTax());
    assertThat(two.getTotal()).isEqualTo(119_000);
    InvoiceItem item =
        stripe()
            .v1()
            .invoiceItems()
            .create(
                InvoiceItemCreateParams.builder()
                    .setInvoice(draft.getId())
                    .setCustomer(draft.getCustomer())
                    .setAmount(2_500L)
                    .setCurrency("eur")
                    .setDescription("Handling")
                    .build());
    invoices().addLines(draft.getId(), aThousandAndTax());
    Invoice whole = fetched(draft);
    assertThat(whole.getSubtotal()).isEqualTo(202_500);
    assertThat(whole.getTotal()).isEqualTo(240_500);
    assertThat(whole.getTotalTaxes()).hasSize(1);
    assertThat(whole.getTotalTaxes().get(0).getAmount()).isEqualTo(38_000);
    assertThat(whole.getLines().getData())
        .extracting(InvoiceLineItem::getDescription)
        .containsExactly("Constitutions, year 1", "Handling", "Constitutions, year 1");
    stripe().v1().invoiceItems().delete(item.getId());
    assertThat(fetched(draft).getTotal()).isEqualTo(238_000);
  }

  @Test
  void a_finalized_invoice_has_number_due_date_and_page() throws Exception {
    Customer customer = aCustomer();
    Invoice first = anInvoice(customer);
    assertThat(first.getStatus()).isEqualTo("open");
    assertThat(first.getNumber()).isEqualTo(customer.getInvoicePrefix() + "-0001");
    assertThat(first.getDueDate())
        .isEqualTo(first.getStatusTransitions().getFinalizedAt() + 30 * DAY);
    assertThat(first.getCustomerTaxIds().get(0).getValue()).isEqualTo("DE123456789");
    assertThat(first.getCustomFields().get(0).getValue()).isEqualTo("PO-4711");
    assertThat(first.getMetadata()).containsEntry("invoice", "ai_1");
    assertThat(anInvoice(customer).getNumber()).endsWith("-0002");
    eventually(() -> news(first.getId()).contains("invoice.finalized"));
    Invoice expanded =
        invoices()
            .retrieve(
                first.getId(),
                InvoiceRetrieveParams.builder()
                    .addExpand("payments.data.payment.payment_intent")
                    .build());
    InvoicePayment waiting = expanded.getPayments().getData().get(0);
    assertThat(waiting.getStatus()).isEqualTo("open");
    PaymentIntent intent = waiting.getPayment().getPaymentIntentObject();
    assertThat(intent.getAmount()).isEqualTo(119_000);
    assertThat(intent.getCustomer()).isEqualTo(customer.getId());
  }

  @Test
  void what_is_finalized_stays_as_it_is() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    String lines = "/v1/invoices/" + invoice.getId() + "/add_lines";
    assertThat(error(api(lines, "lines[0][amount]=5")).get("code").asText())
        .isEqualTo("invoice_not_editable");
    assertThat(refused(() -> invoices().finalizeInvoice(invoice.getId())).getCode())
        .isEqualTo("invoice_not_editable");
    assertThat(refused(() -> invoices().delete(invoice.getId())).getCode())
        .isEqualTo("invoice_not_editable");
  }

  @Test
  void one_key_finalizes_once() throws Exception {
    Invoice draft = aDraft(aCustomer(), "eur");
    invoices().addLines(draft.getId(), aThousandAndTax());
    RequestOptions key = RequestOptions.builder().setIdempotencyKey("fin-" + draft.getId()).build();
    Invoice once = invoices().finalizeInvoice(draft.getId(), key);
    Invoice again = invoices().finalizeInvoice(draft.getId(), key);
    assertThat(again.toJson()).isEqualTo(once.toJson());
    assertThat(payments(once)).hasSize(1);
  }

  @Test
  void money_that_came_elsewhere_ends_the_payment_that_was_waited_for() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    Invoice paid = invoices().pay(invoice.getId(), outOfBand());
    assertThat(paid.getStatus()).isEqualTo("paid");
    assertThat(paid.getAmountPaid()).isEqualTo(119_000);
    assertThat(paid.getAmountRemaining()).isZero();
    assertThat(payments(invoice))
        .extracting(payment -> payment.getPayment().getType() + " " + payment.getStatus())
        .containsExactly("payment_record paid", "payment_intent canceled");
    assertThat(refused(() -> invoices().pay(invoice.getId(), outOfBand())).getMessage())
        .contains("already paid");
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(200);
    assertThat(payments(invoice)).hasSize(2);
    eventually(() -> news(invoice.getId()).contains("invoice.paid"));
    assertThat(news(invoice.getId())).doesNotContain("invoice.payment_succeeded");
  }

  @Test
  void a_voided_invoice_takes_no_money() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    assertThat(invoices().voidInvoice(invoice.getId()).getStatus()).isEqualTo("void");
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(410);
    assertThat(transfer(invoice, "1190.00").statusCode()).isEqualTo(410);
    assertThat(fetched(invoice).getAmountPaid()).isZero();
    assertThat(payments(invoice).get(0).getStatus()).isEqualTo("canceled");
    assertThat(refused(() -> invoices().voidInvoice(invoice.getId())).getMessage())
        .contains("status void");
    eventually(() -> news(invoice.getId()).contains("invoice.voided"));
  }

  @Test
  void an_uncollectible_invoice_can_still_be_paid() throws Exception {
    Invoice invoice = anInvoice(aCustomer());
    assertThat(invoices().markUncollectible(invoice.getId()).getStatus())
        .isEqualTo("uncollectible");
    assertThat(payByCard(invoice, "4242424242424242").statusCode()).isEqualTo(303);
    assertThat(fetched(invoice).getStatus()).isEqualTo("paid");
  }

  @Test
  void sending_finalizes_a_draft_and_may_be_repeated() throws Exception {
    Invoice draft = aDraft(aCustomer(), "eur");
    invoices().addLines(draft.getId(), aThousandAndTax());
    assertThat(invoices().sendInvoice(draft.getId()).getStatus()).isEqualTo("open");
    invoices().sendInvoice(draft.getId());
    eventually(() -> news(draft.getId()).stream().filter("invoice.sent"::equals).count() == 2);
  }

  @Test
  void an_invoice_of_nothing_is_paid_at_once() throws Exception {
    Invoice draft = aDraft(aCustomer(), "usd");
    assertThat(refused(() -> invoices().finalizeInvoice(draft.getId())).getCode())
        .isEqualTo("invoice_no_customer_line_items");
    api("/v1/invoices/" + draft.getId() + "/add_lines", "lines[0][amount]=0");
    Invoice paid = invoices().finalizeInvoice(draft.getId());
    assertThat(paid.getStatus()).isEqualTo("paid");
    assertThat(payments(paid)).isEmpty();
  }

  @Test
  void a_draft_can_be_deleted_and_lists_find_the_rest() throws Exception {
    Customer customer = aCustomer();
    Invoice draft = aDraft(customer, "usd");
    Invoice open = anInvoice(customer);
    var ofCustomer =
        invoices().list(InvoiceListParams.builder().setCustomer(customer.getId()).build());
    assertThat(ofCustomer.getData())
        .extracting(Invoice::getId)
        .containsExactly(open.getId(), draft.getId());
    invoices().delete(draft.getId());
    var drafts =
        invoices()
            .list(
                InvoiceListParams.builder()
                    .setCustomer(customer.getId())
                    .setStatus(InvoiceListParams.Status.DRAFT)
                    .build());
    assertThat(drafts.getData()).isEmpty();
  }

  @Test
  void what_is_not_played_is_refused_and_not_ignored() throws Exception {
    String customer = aCustomer().getId();
    String sent = "collection_method=send_invoice&customer=" + customer;
    assertThat(message("customer=" + customer)).contains("charge_automatically");
    assertThat(message(sent)).contains("days_until_due");
    assertThat(message(sent + "&days_until_due=30&auto_advance=true")).contains("not offered");
    assertThat(message(sent + "&days_until_due=30&currency=xxz")).contains("Invalid currency");
    assertThat(
            message(
                sent + "&days_until_due=30&payment_settings[payment_method_types][0]=sepa_debit"))
        .contains("sepa_debit");
    assertThat(
            message(
                sent
                    + "&days_until_due=30&currency=usd"
                    + "&payment_settings[payment_method_types][0]=customer_balance"))
        .contains("us_bank_transfer");
    assertThat(message("days_until_due=30&collection_method=send_invoice")).contains("customer");
    String invoice = anInvoice(aCustomer()).getId();
    assertThat(error(api("/v1/invoices/" + invoice + "/pay", "")).get("message").asText())
        .contains("not offered");
  }

  private String message(String form) {
    return error(api("/v1/invoices", form)).get("message").asText();
  }

  @Test
  void a_number_of_the_sellers_own_is_taken_once() throws Exception {
    String number = "2026-" + System.nanoTime();
    String form =
        "collection_method=send_invoice&days_until_due=30&customer="
            + aCustomer().getId()
            + "&number="
            + number;
    String id = Json.read(api("/v1/invoices", form).body()).get("id").asText();
    api("/v1/invoices/" + id + "/add_lines", "lines[0][amount]=500");
    assertThat(invoices().finalizeInvoice(id).getNumber()).isEqualTo(number);
    assertThat(message(form)).contains("exists already");
  }

  @Test
  void a_due_date_may_be_given_instead_of_days() throws Exception {
    long due = simulatedNow().plus(Duration.ofDays(45)).getEpochSecond();
    String form =
        "collection_method=send_invoice&customer=" + aCustomer().getId() + "&due_date=" + due;
    String id = Json.read(api("/v1/invoices", form).body()).get("id").asText();
    api("/v1/invoices/" + id + "/add_lines", "lines[0][amount]=500");
    assertThat(invoices().finalizeInvoice(id).getDueDate()).isEqualTo(due);
    assertThat(error(api("/v1/invoices", form.replace("due_date=" + due, "due_date=1"))))
        .isNotNull();
  }

  private static InvoicePayParams outOfBand() {
    return InvoicePayParams.builder().setPaidOutOfBand(true).build();
  }

  private static InvalidRequestException refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(InvalidRequestException.class, call);
  }
}
