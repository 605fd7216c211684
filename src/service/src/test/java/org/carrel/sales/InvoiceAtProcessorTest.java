package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.AgreementSteps.ZONE;
import static org.carrel.sales.AgreementSteps.await;
import static org.carrel.sales.AgreementSteps.today;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carrel.sales.AgreementSteps.Signed;
import org.carrel.testing.Browser;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The invoice of an agreement at the processor: there once, paid once, never asked for twice. */
@QuarkusTest
class InvoiceAtProcessorTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final List<String> CALLS =
      List.of(
          "Customers.create",
          "Invoices.create",
          "Invoices.addLines",
          "Invoices.finalizeInvoice",
          "Invoices.pay");

  @Inject QuoteDesk desk;
  @Inject AgreementSteps steps;
  @Inject AgreementInvoices invoices;

  @BeforeEach
  void processor() {
    TestStripe.start();
    TestStripe.control("faults/clear", "{}");
  }

  @AfterEach
  void everythingGoesRight() {
    TestStripe.control("webhooks/right", "{}");
    TestStripe.control("webhooks/release", "{}");
    TestStripe.control("faults/clear", "{}");
  }

  private Signed signed() {
    LocalDate first = today(ZONE).plusDays(20);
    return steps.sign(first, first.plusYears(1).minusDays(1));
  }

  /** Waits for the page on which it is paid. */
  private static String page(Signed signed) {
    await(() -> has(signed, "hosted_url is not null"), "true");
    return invoice(signed, "hosted_url");
  }

  private static String invoice(Signed signed, String column) {
    return QuoteDesk.text(
        "select " + column + "::text from agreement_invoices where agreement_id = ?", signed.id());
  }

  private static String has(Signed signed, String condition) {
    return invoice(signed, "(" + condition + ")");
  }

  private static String payments(Signed signed) {
    return QuoteDesk.text(
        "select coalesce(string_agg(p.how || ' ' || p.amount, ', ' order by p.how), '') from"
            + " agreement_payments p join agreement_invoices i on i.id = p.invoice_id where"
            + " i.agreement_id = ?",
        signed.id());
  }

  private static String attempts(Signed signed) {
    return QuoteDesk.text(
        "select string_agg(kind || ' ' || state, ', ' order by kind) from payment_attempts"
            + " where order_id = ?",
        invoice(signed, "id"));
  }

  private static int post(String url, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return send(HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url))).body();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int payByCard(String page) {
    return post(
        page + "/card",
        Map.of("number", "4242424242424242", "expiry", "12/49", "cvc", "123", "name", "Ada"));
  }

  private static int transfer(String page, String amount) {
    return post(page + "/transfer", Map.of("amount", amount, "sender", "Library"));
  }

  @Test
  void it_is_asked_for_on_a_page_as_it_is_written_and_paid_there_by_card() {
    Signed signed = signed();
    String page = page(signed);
    assertThat(get(page))
        .contains(invoice(signed, "number"), "PO-4711", "$4200.00", "as in quote Q-");
    String mailed = desk.mail(signed.email(), "Pay invoice " + invoice(signed, "number")).getText();
    assertThat(mailed).contains(page, "4,200.00");
    String sign = QuoteDesk.link(desk.mail(signed.email(), "Accept Quote"));
    assertThat(new Browser().get(sign).body()).contains(page);
    assertThat(payByCard(page)).isEqualTo(303);
    await(signed::invoice, "PAID");
    assertThat(payments(signed)).isEqualTo("CARD 420000");
    assertThat(new Browser().get(sign).body()).doesNotContain(page);
    assertThat(attempts(signed)).isEqualTo("INVOICE DONE, INVOICE_FINAL DONE, INVOICE_LINES DONE");
  }

  @Test
  void news_that_comes_many_times_counts_once() {
    Signed signed = signed();
    String page = page(signed);
    TestStripe.control("webhooks/twice", "{\"events\": 3}");
    TestStripe.control("webhooks/duplicate", "{\"copies\": 3}");
    payByCard(page);
    await(signed::invoice, "PAID");
    payByCard(page);
    await(
        () ->
            QuoteDesk.text(
                "select count(*)::text from stripe_events where type = 'invoice.paid' and"
                    + " state = 'DONE' and order_id = ?",
                invoice(signed, "id")),
        "3");
    assertThat(payments(signed)).isEqualTo("CARD 420000");
  }

  @Test
  void news_that_never_comes_is_found_within_the_hour() {
    Signed signed = signed();
    String page = page(signed);
    TestStripe.control("webhooks/drop", "{}");
    payByCard(page);
    TestClock.forward(Duration.ofMinutes(61));
    await(signed::invoice, "PAID");
    assertThat(payments(signed)).isEqualTo("CARD 420000");
  }

  @Test
  void a_transfer_in_parts_counts_when_it_covers_the_whole() {
    Signed signed = signed();
    String page = page(signed);
    transfer(page, "4000.00");
    assertThat(get(page)).contains("not yet applied");
    assertThat(signed.invoice()).isEqualTo("OPEN");
    transfer(page, "200.00");
    await(signed::invoice, "PAID");
    assertThat(payments(signed)).isEqualTo("BANK_TRANSFER 420000");
  }

  @Test
  void what_came_by_cheque_is_told_to_the_processor_once_it_is_the_whole() {
    Signed signed = signed();
    String page = page(signed);
    steps.pay(signed, "4000", "CHEQUE", "1001-" + signed.id());
    assertThat(signed.invoice()).isEqualTo("PART_PAID");
    assertThat(get(page)).as("it cannot be told of a part").contains("Pay $4200.00");
    steps.pay(signed, "200", "CHEQUE", "1002-" + signed.id());
    await(() -> attempts(signed).contains("INVOICE_CLOSED DONE") + "", "true");
    assertThat(get(page)).contains("Nothing more is due");
    payByCard(page);
    assertThat(payments(signed)).isEqualTo("CHEQUE 400000, CHEQUE 20000");
  }

  @Test
  void what_is_taken_back_here_takes_no_money_there() {
    Signed signed = signed();
    String page = page(signed);
    assertThat(
            invoices.settle(
                invoice(signed, "id"),
                InvoiceEvent.CANCEL,
                QuoteDesk.text(
                    "select sent_by from quote_versions v join agreements a on"
                        + " a.version_id = v.id where a.id = ?",
                    signed.id())))
        .isTrue();
    await(() -> attempts(signed).contains("INVOICE_CLOSED DONE") + "", "true");
    assertThat(payByCard(page)).isEqualTo(410);
    assertThat(signed.invoice()).isEqualTo("VOID");
    assertThat(payments(signed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"close-after", "unavailable", "error-after"})
  void calls_that_go_wrong_once_or_twice_make_nothing_twice(String how) {
    for (String operation : CALLS) {
      TestStripe.control(
          "faults",
          "{\"operation\": \"" + operation + "\", \"kind\": \"" + how + "\", \"next\": 2}");
    }
    Signed signed = signed();
    String page = page(signed);
    steps.pay(signed, "4200", "WIRE", "W-" + signed.id());
    await(() -> attempts(signed).contains("INVOICE_CLOSED DONE") + "", "true");
    assertThat(get(page)).contains("$4200.00", "Nothing more is due");
    assertThat(attempts(signed))
        .isEqualTo("INVOICE DONE, INVOICE_CLOSED DONE, INVOICE_FINAL DONE, INVOICE_LINES DONE");
    assertThat(
            QuoteDesk.text(
                "select string_agg(state, ', ') from payment_attempts where order_id = ?",
                signed.institution()))
        .isEqualTo("DONE");
  }
}
