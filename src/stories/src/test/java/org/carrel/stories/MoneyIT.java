package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is paid comes out right on page, mail and file, in every currency, with code and tax. */
class MoneyIT extends Story {
  private static final Pattern REFERENCE = Pattern.compile("O-[0-9A-Z]{4}-[0-9A-Z]{4}");

  /** What one purchase is expected to say, on the receipt, in the mail and in the invoice. */
  private record Expected(String total, List<String> parts, List<String> invoice) {}

  @Test
  void a_code_of_20_percent_takes_off_before_tax_comes_on_top() {
    bought(
        "USD",
        "US",
        "WELCOME20",
        new Expected(
            "$24.82",
            List.of("$29.00", "WELCOME20", "-$5.80", "Sales Tax 7 % on $23.20", "$1.62"),
            List.of("Net $23.20", "Visa ending 4242", "Smith 2026/17", "Reader & Partners")));
  }

  @Test
  void a_code_of_100_percent_gives_the_pass_without_a_charge() {
    bought(
        "USD",
        "US",
        "LIBRARY100",
        new Expected(
            "$0.00",
            List.of("$29.00", "LIBRARY100", "-$29.00"),
            List.of("Net $0.00", "Nothing was to be paid")));
  }

  @Test
  void tax_comes_on_top_of_a_price_in_dollars() {
    bought(
        "USD",
        "US",
        "",
        new Expected(
            "$31.03",
            List.of("$29.00", "Sales Tax 7 % on $29.00", "$2.03"),
            List.of("Net $29.00", "Total $31.03")));
  }

  @Test
  void a_price_in_euros_holds_its_tax() {
    bought(
        "EUR",
        "DE",
        "",
        new Expected(
            "€27.00",
            List.of("VAT 19 % on €22.69, included", "€4.31"),
            List.of("Net €22.69", "Total €27.00", "Germany")));
  }

  @Test
  void yen_have_no_decimals() {
    bought(
        "JPY",
        "JP",
        "",
        new Expected(
            "¥4,300",
            List.of("JCT 10 % on ¥3,909, included", "¥391"),
            List.of("Net ¥3,909", "Total ¥4,300")));
  }

  @Test
  void dinars_have_three_decimals() {
    bought(
        "KWD",
        "KW",
        "",
        new Expected(
            "KWD 8.900",
            List.of("VAT 0 % on KWD 8.900", "KWD 0.000"),
            List.of("Net KWD 8.900", "Total KWD 8.900")));
  }

  private void bought(String currency, String country, String code, Expected expected) {
    try (Visit buyer = reader()) {
      toPayment(buyer, currency);
      if (!country.equals("US")) {
        buyer.billedIn(country);
      }
      if (!code.isEmpty()) {
        buyer.withCode(code);
      }
      fillAndPay(buyer);
      buyer.page.waitForURL("**/checkout/success**");
      assertThat(plain(buyer.text())).contains("Paid. Your pass is ready", expected.total());
      String receipt = receipt(buyer);
      buyer.page.navigate(receipt);
      assertThat(plain(buyer.text())).contains(expected.total()).contains(expected.parts());
      String mail = demo.mailTo(buyer.email, "Receipt for your pass").text();
      assertThat(plain(mail)).contains(expected.total()).contains(expected.parts());
      String invoice = PdfText.of(buyer, receipt + "/invoice.pdf");
      assertThat(invoice).contains(expected.total()).contains(expected.invoice());
      buyer.page.navigate(receipt + "/invoice");
      buyer.screenshot("invoice-" + currency + code);
      assertThat(plain(buyer.text())).contains(expected.total());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "amount", "currency", "livemode"})
  void money_that_does_not_fit_its_order_opens_nothing_and_the_buyer_is_told(String kind) {
    try (Visit buyer = reader()) {
      toPayment(buyer, "USD");
      demo.sim().mismatch(kind, session(buyer), "o_another_one");
      fillAndPay(buyer);
      buyer.page.waitForURL("**/checkout/success**");
      assertThat(buyer.text()).contains("Your payment arrived, and we are checking it");
      assertThat(demo.mailTo(buyer.email, "Your payment arrived").text())
          .contains("You do not have to do anything");
      assertThat(demo.orderStateOf(buyer.email)).isEqualTo("REVIEW");
      buyer.land(Visit.KAZAKHSTAN);
      assertThat(buyer.button("Continue to checkout").count()).isEqualTo(1);
    }
  }

  @Test
  void three_partial_refunds_give_credit_notes_that_sum_to_the_invoice() {
    try (Visit buyer = reader()) {
      toPayment(buyer, "USD");
      String session = session(buyer);
      fillAndPay(buyer);
      buyer.page.waitForURL("**/checkout/success**");
      String receipt = receipt(buyer);
      String payment = demo.sim().paymentOf(session);
      BigDecimal net = BigDecimal.ZERO;
      BigDecimal tax = BigDecimal.ZERO;
      for (long part : new long[] {1000, 1001, 1102}) {
        demo.sim().refund(payment, part);
        String amount = "$" + BigDecimal.valueOf(part, 2);
        String mail = demo.mailTo(buyer.email, "We sent " + amount + " back").text();
        Matcher number = Pattern.compile("CR-CN-\\d{4}-\\d{6}").matcher(mail);
        assertThat(number.find()).isTrue();
        String note = PdfText.of(buyer, receipt + "/credit-notes/" + number.group() + ".pdf");
        assertThat(note).contains("Credit note " + number.group(), "Total credited " + amount);
        net = net.add(after(note, "Net"));
        tax = tax.add(after(note, "Sales Tax 7 %"));
      }
      assertThat(net).isEqualTo("29.00");
      assertThat(tax).isEqualTo("2.03");
      buyer.page.navigate(receipt);
      assertThat(buyer.text()).contains("Sent back", "$31.03");
      buyer.screenshot("receipt-with-credit-notes");
    }
  }

  private void toPayment(Visit buyer, String currency) {
    buyer.page.navigate(
        demo.service()
            + "/checkout?plan=24h&page=1&currency="
            + currency
            + "&item="
            + Visit.KAZAKHSTAN);
    buyer.keepForLater();
  }

  private static void fillAndPay(Visit buyer) {
    if (buyer.page.locator("input[name=number]").count() > 0) {
      buyer.fillCard(Visit.GOOD_CARD);
    } else {
      buyer.page.locator("input[name=line1]").fill("1 Main Street");
      buyer.page.locator("input[name=city]").fill("Springfield");
      buyer.page.locator("input[name=postal_code]").fill("62701");
    }
    buyer.page.locator("input[name=business_name]").fill("Reader & Partners");
    buyer.page.locator("input[name=custom_clientmatter]").fill("Smith 2026/17");
    buyer.page.locator("section.pay form button[type=submit]").click();
  }

  private static String session(Visit buyer) {
    return buyer.page.url().replaceAll(".*/c/pay/([^?#]+).*", "$1");
  }

  private String receipt(Visit buyer) {
    Matcher reference = REFERENCE.matcher(buyer.text());
    assertThat(reference.find()).isTrue();
    return demo.service() + "/me/receipts/" + reference.group();
  }

  private static BigDecimal after(String text, String label) {
    Matcher amount = Pattern.compile(Pattern.quote(label) + " \\$(\\d+\\.\\d\\d)").matcher(text);
    assertThat(amount.find()).as(label + " in " + text).isTrue();
    return new BigDecimal(amount.group(1));
  }

  /** With plain blanks only. */
  private static String plain(String text) {
    return PdfText.plain(text);
  }
}
