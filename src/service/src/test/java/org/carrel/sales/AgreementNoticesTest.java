package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.AgreementSteps.ZONE;
import static org.carrel.sales.AgreementSteps.to;
import static org.carrel.sales.AgreementSteps.today;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.carrel.invoices.InvoiceFiles;
import org.carrel.sales.AgreementSteps.Signed;
import org.carrel.sales.prices.Term;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told about agreements, when and to whom, and that it is the same day everywhere. */
@QuarkusTest
class AgreementNoticesTest {
  @Inject QuoteDesk desk;
  @Inject AgreementSteps steps;
  @Inject MockMailbox mailbox;
  @Inject InvoiceFiles files;

  private final Browser staff = new Browser(QuoteDesk.STAFF);

  private String contact(String institution, String role) {
    String email = QuoteDesk.address();
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("name", "Contact for " + role);
    form.put("email", email);
    form.put("role", role);
    String people = "/staff/institutions/" + institution + "/people";
    assertThat(staff.post(people + "/contacts", form).status()).isEqualTo(303);
    return email;
  }

  private static String renewals(Signed signed) {
    return QuoteDesk.text(
        "select count(*)::text || coalesce(max(v.state), '') from quotes q join quote_versions v"
            + " on v.quote_id = q.id where q.renews = ?",
        signed.id());
  }

  @Test
  void what_comes_is_told_once_to_whom_it_concerns_and_the_renewal_is_drafted_in_time() {
    String institution = desk.institution(ZONE);
    String bills = contact(institution, "BILLING");
    String licences = contact(institution, "LICENSING");
    LocalDate today = today(ZONE);
    LocalDate last = today.plusDays(95);
    Signed signed = steps.sign(institution, ZONE, today, last);
    assertThat(desk.mail(bills, "Invoice CT-").getAttachments()).hasSize(1);
    assertThat(renewals(signed)).isEqualTo("0");

    to(last.minusDays(89), ZONE);
    AgreementSteps.await(() -> renewals(signed), "1DRAFT");
    String first =
        QuoteDesk.text(
            "select content from quote_versions v join quotes q on q.id = v.quote_id"
                + " where q.renews = ?",
            signed.id());
    assertThat(first).contains(last.plusDays(1).toString());

    LocalDate due =
        LocalDate.parse(
            QuoteDesk.text(
                "select due_day::text from agreement_invoices where agreement_id = ?",
                signed.id()));
    to(due.plusDays(1), ZONE);
    assertThat(desk.mail(bills, "Invoice CT-.*will be suspended soon").getText())
        .contains("up to and including " + Term.day(due.plusDays(4)));
    to(due.plusDays(5), ZONE);
    desk.mail(bills, "Access under agreement A-.* is suspended");
    steps.pay(signed, total(signed), "WIRE", "W-" + signed.id());
    desk.mail(bills, "Access under agreement A-.* is back");

    to(last.minusDays(59), ZONE);
    assertThat(desk.mail(licences, "Agreement A-.* ends on ").getText())
        .contains(Term.day(last) + ", the whole day in " + ZONE);
    assertThat(mailbox.getMailsSentTo(licences)).hasSize(1);
    assertThat(renewals(signed)).as("drafted once").isEqualTo("1DRAFT");
  }

  private static String total(Signed signed) {
    return QuoteDesk.text(
        "select to_char(total / 100.0, 'FM999999990.00') from agreement_invoices"
            + " where agreement_id = ?",
        signed.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/Los_Angeles", "Pacific/Auckland"})
  void a_zone_far_west_and_one_far_east_have_the_same_last_day_everywhere(String zone)
      throws Exception {
    String institution = desk.institution(zone);
    LocalDate first = today(zone).plusDays(20);
    LocalDate last = first.plusYears(1).minusDays(1); // the clocks change inside
    Signed signed = steps.sign(institution, zone, first, last);
    String day = Term.day(last);
    assertThat(signed.window("ends_at"))
        .isEqualTo(last.plusDays(1).atStartOfDay(java.time.ZoneId.of(zone)).toInstant());
    for (String page :
        new String[] {
          signed.page(), "/staff/agreements", "/staff/institutions/" + institution, signed.quote()
        }) {
      assertThat(staff.get(page).body()).as(page).contains(day);
    }
    assertThat(librarian(institution).get("/institution/" + institution).body()).contains(day);
    assertThat(desk.mail(signed.email(), "Invoice CT-").getText())
        .contains("Last day of access: " + day);
    String number =
        QuoteDesk.text("select number from agreement_invoices where agreement_id = ?", signed.id());
    try (PDDocument pdf = Loader.loadPDF(files.pdf(number))) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", ""))
          .contains((day + ", both days included, in " + zone).replace(" ", ""), "PO-4711");
    }
  }

  private Browser librarian(String institution) {
    String name = "lib-" + institution.replaceAll("[^A-Za-z0-9]", "").toLowerCase();
    Browser browser = new Browser(name);
    browser.get("/me");
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("email", name + "@login.example");
    String people = "/staff/institutions/" + institution + "/people";
    assertThat(staff.post(people + "/librarians", form).status()).isEqualTo(303);
    return browser;
  }

  @Test
  void a_librarian_sees_the_own_agreement_with_its_invoice_and_nobody_elses() {
    LocalDate today = today(ZONE);
    Signed own = steps.sign(today, today.plusDays(30));
    Signed other = steps.sign(today, today.plusDays(30));
    Browser ada = librarian(own.institution());
    String at = "/institution/" + own.institution();
    assertThat(ada.get(at).body()).contains("In force", "/agreements/" + own.id());
    assertThat(ada.get(at + "/agreements/" + own.id() + "/invoice.pdf").status()).isEqualTo(200);
    assertThat(ada.get(at + "/agreements/" + other.id() + "/invoice.pdf").status()).isEqualTo(404);
    assertThat(
            ada.get(
                    "/institution/"
                        + other.institution()
                        + "/agreements/"
                        + other.id()
                        + "/invoice.pdf")
                .status())
        .isEqualTo(404);
  }
}
