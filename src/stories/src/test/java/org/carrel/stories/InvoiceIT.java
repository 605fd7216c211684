package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The invoice of an agreement, paid on the processor's page. */
class InvoiceIT extends Story {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final QuoteSteps steps = new QuoteSteps(demo);

  @Test
  void who_accepted_pays_on_the_page_of_the_invoice_by_a_transfer_in_two_parts() {
    try (Visit staff = reader();
        Visit ada = reader()) {
      steps.writer(staff);
      steps.institution(staff);
      steps.write(staff, ada.email, "");
      steps.act(staff, "Send the quote", "The quote is on its way");
      ada.page.navigate(demo.linkTo(ada.email, "Quote Q-", "/q/"));
      steps.sayWhoAccepts(ada, ada.email);
      ada.page.navigate(demo.linkTo(ada.email, "Accept Quote", "/sign/"));
      steps.act(ada, "Accept this quote", "Thank you. The quote is accepted");
      String agreement =
          demo.text(
              "select a.id from agreements a join acceptances c on c.version_id = a.version_id"
                  + " where c.email = ?",
              ada.email);
      payLink(demo, ada);
      ada.screenshot("invoice-1-signed");
      ada.link("Pay the invoice by card or bank transfer").click();
      String number = invoice(agreement, "number");
      ada.page.getByText(number).first().waitFor();
      assertThat(ada.text()).contains("PO-4711", "Billed to");
      assertThat(demo.mailTo(ada.email, "Pay invoice " + number).text()).contains(ada.page.url());

      transfer(ada, "100.00");
      ada.page.getByText("does not cover this invoice").waitFor();
      assertThat(invoice(agreement, "state")).isEqualTo("OPEN");
      transfer(ada, invoice(agreement, "to_char((total - 10000) / 100.0, 'FM999999990.00')"));
      ada.page.getByText("Nothing more is due").waitFor();
      demo.await("the invoice is paid", SOON, () -> invoice(agreement, "state").equals("PAID"));
      staff.page.navigate(demo.service() + "/staff/agreements/" + agreement);
      assertThat(staff.text()).contains("Bank transfer", "Paid");
      staff.screenshot("invoice-2-paid");
      ada.page.navigate(demo.linkTo(ada.email, "Accept Quote", "/sign/"));
      assertThat(ada.text()).doesNotContain("Pay the invoice");
    }
  }

  /** Waits on the page of the acceptance until it leads to the one for payments. */
  static void payLink(Demo demo, Visit buyer) {
    demo.await(
        "the invoice can be paid",
        SOON,
        () -> {
          buyer.page.reload();
          return buyer.link("Pay the invoice by card or bank transfer").count() > 0;
        });
  }

  private static void transfer(Visit buyer, String amount) {
    buyer.page.locator("#amount").fill(amount);
    buyer.page.locator("#sender").fill("Example University");
    buyer.button("Send the transfer").click();
  }

  private String invoice(String agreement, String what) {
    return demo.text(
        "select " + what + " from agreement_invoices where agreement_id = ?", agreement);
  }
}
