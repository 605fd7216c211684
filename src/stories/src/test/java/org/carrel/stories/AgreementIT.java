package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** An agreement from the accepted quote to the money that is late. */
class AgreementIT extends Story {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final String RANGE = "198.51.106.0/24";

  private final QuoteSteps steps = new QuoteSteps(demo);

  @Test
  void a_quote_becomes_an_agreement_is_read_falls_overdue_is_suspended_paid_and_read_again() {
    try (CampusProxy network = new CampusProxy("198.51.106.7");
        Visit staff = reader();
        Visit ada = reader()) {
      steps.writer(staff);
      String institution = steps.institution(staff);
      vouch(staff);
      LocalDate first = LocalDate.ofInstant(demo.clock().instant(), ZONE).plusDays(2);
      String agreement = sign(staff, ada, first);
      staff.page.navigate(demo.service() + "/staff/agreements/" + agreement);
      assertThat(staff.text()).contains("Signed", "Open, due", institution);
      staff.screenshot("agreement-1-signed");
      assertThat(demo.mailTo(ada.email, "Invoice ").text()).contains("How to pay", institution);

      move(first);
      becomes(agreement, "IN_FORCE");
      reads(network, institution);

      LocalDate due =
          LocalDate.parse(
              demo.text(
                  "select due_day::text from agreement_invoices where agreement_id = ?",
                  agreement));
      move(due.plusDays(1));
      String number =
          demo.text("select number from agreement_invoices where agreement_id = ?", agreement);
      assertThat(demo.mailTo(ada.email, "Invoice " + number + " is overdue").text())
          .contains("were due", "suspended until the payment is there");
      assertThat(state(agreement)).as("overdue cuts nothing off").isEqualTo("IN_FORCE");
      move(due.plusDays(91));
      becomes(agreement, "SUSPENDED");
      try (Visit later = inside(network)) {
        demo.await(
            "no more access through " + institution,
            SOON,
            () -> !later.land(Visit.CONSTITUTION).text().contains("You have access through"));
      }

      pay(agreement);
      reads(network, institution);
    }
  }

  private void vouch(Visit staff) {
    String at = staff.page.url();
    staff.link("Ranges and access").click();
    staff.page.locator("input[name=range]").fill(RANGE);
    staff.button("Vouch for it").click();
    staff.page.locator("th:has-text('" + RANGE + "')").waitFor();
    staff.page.navigate(at);
  }

  /** Writes, sends and accepts a quote whose term begins on a day; gives the agreement's id. */
  private String sign(Visit staff, Visit ada, LocalDate first) {
    steps.write(staff, ada.email, "");
    staff.link("Edit the draft").click();
    staff.page.locator("#first").fill(first.toString());
    staff.page.locator("#last").fill(first.plusYears(1).minusDays(1).toString());
    staff.button("Work it out").click();
    steps.act(staff, "Send the quote", "The quote is on its way");
    ada.page.navigate(demo.linkTo(ada.email, "Quote Q-", "/q/"));
    steps.sayWhoAccepts(ada, ada.email);
    ada.page.navigate(demo.linkTo(ada.email, "Accept Quote", "/sign/"));
    steps.act(ada, "Accept this quote", "Thank you. The quote is accepted");
    String quote = staff.page.url().replaceAll("\\?.*", "").replaceAll(".*/", "");
    return demo.text(
        "select a.id from agreements a join quote_versions v on v.id = a.version_id"
            + " where v.quote_id = ?",
        quote);
  }

  /** In two parts of a cheque; the second one restores access at once. */
  private void pay(String agreement) {
    String open =
        demo.text(
            "select to_char(total / 2 / 100.0, 'FM999999990.00') from agreement_invoices"
                + " where agreement_id = ?",
            agreement);
    String rest =
        demo.text(
            "select to_char((total - total / 2) / 100.0, 'FM999999990.00') from agreement_invoices"
                + " where agreement_id = ?",
            agreement);
    try (Visit staff = reader()) {
      steps.writer(staff);
      staff.page.navigate(demo.service() + "/staff/agreements/" + agreement);
      assertThat(staff.text()).contains("Access is suspended.");
      staff.screenshot("agreement-3-suspended");
      record(staff, open, "1001", "are still owed");
      assertThat(state(agreement)).isEqualTo("SUSPENDED");
      record(staff, rest, "1002", "Nothing more is owed");
      assertThat(state(agreement)).isEqualTo("IN_FORCE");
      staff.screenshot("agreement-4-paid");
      staff.phone().screenshot("agreement-4-paid-phone");
    }
  }

  private void record(Visit staff, String amount, String reference, String says) {
    staff.page.locator("#amount").fill(amount);
    staff.page.locator("#how").selectOption("CHEQUE");
    staff.page.locator("#reference").fill(reference);
    staff
        .page
        .locator("#value-date")
        .fill(LocalDate.ofInstant(demo.clock().instant(), ZONE).toString());
    steps.act(staff, "Record it", says);
  }

  /** A browser in the network; a new one each time, as months lie between. */
  private Visit inside(CampusProxy network) {
    return reader(new Browser.NewContextOptions().setProxy(new Proxy(network.url())));
  }

  /** A document from inside the range, once the change is known everywhere. */
  private void reads(CampusProxy network, String institution) {
    demo.await("reading through " + institution, SOON, () -> isRead(network, institution));
  }

  /** Whether a newcomer reads; who came in vain is asked to wait, so each attempt is another. */
  private boolean isRead(CampusProxy network, String institution) {
    try (Visit reader = inside(network)) {
      String through = "You have access through " + institution;
      if (!reader.land(Visit.CONSTITUTION).text().contains(through)) {
        return false;
      }
      reader.link("Read now").first().click();
      reader.page.waitForURL(demo.docserver() + "/doc/**");
      if (reader.page.locator(".facsimile img").count() == 0) {
        return false;
      }
      reader.awaitPageImage();
      return true;
    }
  }

  private void move(LocalDate day) {
    Instant at = day.atStartOfDay(ZONE).toInstant();
    Duration by = Duration.between(demo.clock().instant(), at);
    demo.clock().forward(by.isNegative() ? Duration.ZERO : by);
  }

  private void becomes(String agreement, String state) {
    demo.await("the agreement is " + state, SOON, () -> state(agreement).equals(state));
  }

  private String state(String agreement) {
    return demo.text("select state from agreements where id = ?", agreement);
  }
}
