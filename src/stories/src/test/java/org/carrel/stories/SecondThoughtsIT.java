package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.carrel.stack.MailClient.Message;
import org.junit.jupiter.api.Test;

/** A reader mistyped, paid twice, or does not want the pass after all. */
class SecondThoughtsIT extends Story {
  @Test
  void a_mistyped_address_is_corrected_and_the_mail_that_went_astray_opens_nothing() {
    try (Visit reader = reader();
        Visit stranger = reader();
        Visit phone = reader()) {
      keep(reader);
      String astray = demo.accessLinkTo(reader.email);
      String right = "right-" + reader.email;
      reader.screenshot("second-thoughts-1-success");
      reader.link("Wrong address?").click();
      reader.page.locator("input[name=email]").fill(right);
      reader.screenshot("second-thoughts-2-address");
      reader.button("Send it there").click();
      reader.page.getByText("Your mail is on its way again").waitFor();
      assertThat(reader.text()).contains(right);

      assertThat(demo.mailTo(right, "Receipt for your pass").text()).contains("Withdraw");
      stranger.page.navigate(astray);
      assertThat(stranger.text()).contains("This link opens nothing");
      phone.page.navigate(demo.accessLinkTo(right));
      phone.button("Open the pass in this browser").click();
      phone.page.waitForURL("**/pass/**");
      assertThat(demo.passStateOf(right)).isEqualTo("READY");
    }
  }

  @Test
  void what_is_paid_twice_starts_and_lengthens_nothing_and_goes_back_with_one_click() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.KAZAKHSTAN);
      String end = endOf(reader);
      reader.page.navigate(
          demo.service() + "/checkout?plan=24h&item=" + Visit.KAZAKHSTAN + "&page=1");
      reader.addTime().pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      assertThat(reader.text()).contains("Paid a second time", "You paid twice");
      assertThat(demo.passStateOf(reader.email)).as("the new one").isEqualTo("READY");
      assertThat(endOf(reader)).as("the one that runs is not lengthened").isEqualTo(end);
      reader.screenshot("second-thoughts-3-paid-twice");
      reader.phone().screenshot("second-thoughts-3-paid-twice-phone");

      reader.page.locator("button:has-text('Give')").click();

      reader.page.waitForURL("**/withdrawals/**");
      reader.page.getByText("sent back").first().waitFor();
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("REFUNDED");
      demo.mailTo(reader.email, "We sent");
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      reader.awaitPageImage();
    }
  }

  @Test
  void a_reader_withdraws_from_the_mailed_link_on_a_phone() {
    try (Visit reader = reader();
        Visit phone = reader().phone()) {
      keep(reader);
      phone.page.navigate(demo.accessLinkTo(reader.email));
      phone.link("Withdraw from contract").click();
      assertThat(phone.text()).contains("Confirm withdrawal");
      phone.screenshot("second-thoughts-4-withdraw-phone");
      phone.button("Confirm withdrawal").click();
      phone.page.waitForURL("**/withdrawals/**");
      phone.page.getByText("sent back").first().waitFor();
      phone.screenshot("second-thoughts-5-withdrawn-phone");

      assertThat(demo.orderStateOf(reader.email)).isEqualTo("REFUNDED");
      assertThat(demo.passStateOf(reader.email)).isEqualTo("REVOKED");
      Message received = demo.mailTo(reader.email, "We received your withdrawal");
      assertThat(received.text()).contains(" UTC", "Europe/Berlin");
      demo.mailTo(reader.email, "We sent");
      reader.page.reload();
      assertThat(reader.text()).doesNotContain("Withdraw from contract");
    }
  }

  @Test
  void a_free_pass_is_withdrawn_by_a_recorded_act_and_no_refund_is_asked_for() {
    try (Visit reader = reader();
        Visit phone = reader().phone()) {
      reader
          .land(Visit.KAZAKHSTAN)
          .choose("24h")
          .keepForLater()
          .withCode("LIBRARY100")
          .payNothing();
      reader.page.waitForURL("**/checkout/success**");
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("PAID");
      String link = demo.accessLinkTo(reader.email);
      phone.page.navigate(link);
      phone.link("Withdraw from contract").click();
      phone.screenshot("second-thoughts-6-free-phone");
      phone.button("Confirm withdrawal").click();
      phone.page.waitForURL("**/withdrawals/**");
      phone.page.getByText("Nothing was charged for this pass").waitFor();
      phone.screenshot("second-thoughts-7-free-withdrawn-phone");

      assertThat(demo.orderStateOf(reader.email)).isEqualTo("REFUNDED");
      assertThat(demo.passStateOf(reader.email)).isEqualTo("REVOKED");
      Message received = demo.mailTo(reader.email, "We received your withdrawal");
      assertThat(received.text()).contains(" UTC", "Europe/Berlin");
      assertThat(
              demo.count(
                  "select count(*) from payment_attempts a join orders o on o.id = a.order_id"
                      + " where a.kind = 'REFUND' and o.email = ?",
                  reader.email))
          .as("refunds asked for at Stripe")
          .isZero();
      phone.page.navigate(link);
      assertThat(phone.text()).doesNotContain("Open the pass in this browser");
      reader.page.reload();
      assertThat(reader.text()).doesNotContain("Withdraw from contract");
    }
  }

  private static void keep(Visit reader) {
    reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater().pay(Visit.GOOD_CARD);
    reader.page.waitForURL("**/checkout/success**");
  }

  private String endOf(Visit reader) {
    return demo.text(
        "select max(p.ends_at)::text from passes p join orders o on o.id = p.order_id where o.email"
            + " = ?",
        reader.email);
  }
}
