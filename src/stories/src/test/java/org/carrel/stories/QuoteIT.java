package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A quote from the staff's form to the buyer's answer. */
class QuoteIT extends Story {
  private final QuoteSteps steps = new QuoteSteps(demo);

  @Test
  void a_quote_is_written_approved_sent_read_and_accepted() {
    try (Visit staff = reader();
        Visit second = reader();
        Visit ada = reader();
        Visit grace = reader()) {
      steps.writer(staff);
      String institution = steps.institution(staff);
      steps.write(staff, ada.email, "12.5");
      staff.screenshot("quote-1-draft");
      steps.act(staff, "Ask for approval", "It waits for a second person");
      assertThat(staff.page.locator("button[value=approve]").count()).isZero();
      String quote = staff.page.url().replaceAll("\\?.*", "");

      steps.approver(second);
      second.page.navigate(quote);
      steps.act(second, "Approve and send", "The quote is on its way");
      second.screenshot("quote-2-approved");

      ada.page.navigate(demo.linkTo(ada.email, "Quote Q-", "/q/"));
      assertThat(ada.text())
          .contains(institution, "12.5 % off as agreed", "VAT 19 %", "Open until");
      ada.screenshot("quote-3-page");
      ada.phone().screenshot("quote-3-page-phone");
      String total = ada.page.locator("aside h2").first().innerText();
      assertThat(steps.pdf(ada, "a[href$='/quote.pdf']"))
          .contains(institution, "Total " + total.replace('\u00a0', ' '), "How to accept")
          .contains("12.5 % off as agreed");
      ada.link("Send to the person who may sign").click();
      ada.page.locator("#email").fill(grace.email);
      steps.act(ada, "Send the quote", "The quote is on its way");

      grace.page.navigate(demo.linkTo(grace.email, "Quote Q-", "/q/"));
      steps.sayWhoAccepts(grace, grace.email);
      grace.page.navigate(demo.linkTo(grace.email, "Accept Quote", "/sign/"));
      assertThat(grace.text()).contains("Grace Dean, Dean of Libraries", "PO-4711", total);
      grace.screenshot("quote-4-sign");
      steps.act(grace, "Accept this quote", "Thank you. The quote is accepted");
      grace.phone().screenshot("quote-5-accepted-phone");

      for (String side : new String[] {ada.email, grace.email, "staff@carrel.example"}) {
        assertThat(
                demo.mailTo(side, "Quote " + reference(quote) + ", version 1 is accepted").text())
            .contains("Grace Dean", "PO-4711", institution);
      }
      ada.page.reload();
      assertThat(ada.text()).contains("This quote is accepted");
      staff.page.navigate(demo.service() + "/staff/quotes");
      assertThat(staff.text()).contains(reference(quote), "It is an agreement");
      staff.screenshot("quote-6-queue");
    }
  }

  @Test
  void a_quote_is_declined_then_offered_anew_then_lapses_and_is_offered_again() {
    try (Visit staff = reader();
        Visit ada = reader();
        Visit later = reader()) {
      steps.writer(staff);
      steps.institution(staff);
      steps.write(staff, ada.email, "");
      steps.act(staff, "Send the quote", "The quote is on its way");
      String quote = staff.page.url().replaceAll("\\?.*", "");
      String first = demo.linkTo(ada.email, "Quote " + reference(quote) + ", version 1", "/q/");
      ada.page.navigate(first);
      ada.link("Decline").click();
      ada.page.locator("#reason").fill("Two collections are more than we can pay");
      steps.act(ada, "Decline the quote", "This quote was declined");
      assertThat(
              demo.mailTo(
                      "staff@carrel.example",
                      "Quote " + reference(quote) + ", version 1 is declined")
                  .text())
          .contains("Two collections are more than we can pay");

      writeAnew(staff, quote);
      String second = demo.linkTo(ada.email, "Quote " + reference(quote) + ", version 2", "/q/");
      ada.page.navigate(first);
      assertThat(ada.text()).contains("A newer version took its place");
      ada.page.navigate(second);
      ada.link("Accept this quote").waitFor();

      demo.clock().forward(Duration.ofDays(32));
      ada.page.reload();
      assertThat(ada.text()).contains("This quote lapsed").doesNotContain("Accept this quote");

      demo.await(
          "the sweep wrote the lapse down",
          Duration.ofSeconds(60),
          () -> states(quote).equals("SUPERSEDED LAPSED"));
      steps.writer(later);
      writeAnew(later, quote);
      ada.page.navigate(demo.linkTo(ada.email, "Quote " + reference(quote) + ", version 3", "/q/"));
      ada.link("Accept this quote").waitFor();
      assertThat(states(quote)).isEqualTo("SUPERSEDED SUPERSEDED SENT");
    }
  }

  private void writeAnew(Visit staff, String quote) {
    staff.page.navigate(quote);
    staff.link("Write a new version").click();
    staff.page.locator("input[name=collection][value='2']").uncheck();
    staff.button("Work it out").click();
    steps.act(staff, "Send the quote", "The quote is on its way");
  }

  private String reference(String quote) {
    return demo.text("select reference from quotes where id = ?", id(quote));
  }

  private String states(String quote) {
    return demo.text(
        "select string_agg(state, ' ' order by number) from quote_versions where quote_id = ?",
        id(quote));
  }

  private static String id(String quote) {
    return quote.substring(quote.lastIndexOf('/') + 1);
  }
}
