package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carrel.sales.AgreementSteps.ZONE;
import static org.carrel.sales.AgreementSteps.to;
import static org.carrel.sales.AgreementSteps.today;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import org.carrel.sales.AgreementSteps.Signed;
import org.carrel.testing.Browser;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** An agreement from its quote to its end, through the pages and the clock. */
@QuarkusTest
class AgreementWalkTest {
  /** The total of the quotes of {@link QuoteDesk#form}. */
  private static final String TOTAL = "4,200.00";

  @Inject QuoteDesk desk;
  @Inject AgreementSteps steps;

  private final LocalDate today = today(ZONE);
  private final Browser staff = new Browser(QuoteDesk.STAFF);

  private static String count(String sql, String id) {
    return QuoteDesk.text("select count(*)::text from " + sql, id);
  }

  @Test
  void an_accepted_quote_is_an_agreement_with_its_grant_and_its_invoice_once() {
    LocalDate first = today.plusDays(60);
    LocalDate last = first.plusYears(1).minusDays(1);
    Signed signed = steps.sign(first, last);
    assertThat(signed.state()).isEqualTo("SIGNED");
    assertThat(signed.grant("holder")).isEqualTo("institution:" + signed.institution());
    assertThat(signed.grant("source_kind")).isEqualTo("agreement");
    assertThat(signed.window("starts_at"))
        .isEqualTo(first.atStartOfDay(ZoneId.of(ZONE)).toInstant());
    assertThat(signed.window("ends_at"))
        .isEqualTo(last.plusDays(1).atStartOfDay(ZoneId.of(ZONE)).toInstant());
    assertThat(signed.invoice()).isEqualTo("OPEN");
    assertThat(
            QuoteDesk.text(
                "select (due_day - issued_on)::text from agreement_invoices where agreement_id = ?",
                signed.id()))
        .isEqualTo("30");
    Mail mail = desk.mail(signed.email(), "Invoice CT-");
    assertThat(mail.getText()).contains("$" + TOTAL, "PO-4711");
    assertThat(mail.getAttachments())
        .singleElement()
        .matches(file -> file.getName().startsWith("CT-"));
    assertThat(staff.get(signed.page()).body()).contains("Signed", "Open, due", "PDF");
    assertThat(staff.get(signed.quote()).body()).contains("It became agreement");
    assertThat(staff.get("/staff/institutions/" + signed.institution()).body())
        .contains(signed.id());
    assertThat(staff.get(signed.page() + "/invoice.pdf").status()).isEqualTo(200);
    desk.click(QuoteDesk.link(desk.mail(signed.email(), "Accept Quote")));
    assertThat(count("agreements where institution_id = ?", signed.institution()))
        .as("clicked twice")
        .isEqualTo("1");
  }

  @Test
  void it_comes_into_force_on_its_day_by_itself() {
    LocalDate first = today.plusDays(2);
    Signed signed = steps.sign(first, first.plusDays(9));
    assertThat(signed.state()).isEqualTo("SIGNED");
    to(first, ZONE);
    signed.becomes("IN_FORCE");
    to(first.plusDays(10), ZONE);
    signed.becomes("ENDED");
  }

  @Test
  void unpaid_it_is_suspended_at_the_end_of_payment_grace_and_a_cheque_in_two_parts_restores_it() {
    Signed signed = steps.sign(today, today.plusYears(1).minusDays(1));
    assertThat(signed.state()).isEqualTo("IN_FORCE");
    LocalDate due =
        LocalDate.parse(
            QuoteDesk.text(
                "select due_day::text from agreement_invoices where agreement_id = ?",
                signed.id()));
    to(due.plusDays(1), ZONE);
    assertThat(staff.get(signed.page()).body()).contains("overdue");
    assertThat(signed.state()).as("overdue is a fact, nothing is cut off").isEqualTo("IN_FORCE");
    to(due.plusDays(5), ZONE);
    signed.becomes("SUSPENDED");
    assertThat(signed.grant("state")).isEqualTo("SUSPENDED");
    assertThat(staff.get(signed.page()).body()).contains("Access is suspended.");

    String first = "1001-" + signed.id();
    String second = "1002-" + signed.id();
    assertThat(steps.pay(signed, "2,100.00", "CHEQUE", first)).isEqualTo("recorded");
    assertThat(steps.pay(signed, "2,100.00", "CHEQUE", first)).as("sent twice").isEqualTo("known");
    assertThat(signed.invoice()).isEqualTo("PART_PAID");
    assertThat(signed.state()).isEqualTo("SUSPENDED");
    assertThat(steps.pay(signed, "2100", "CHEQUE", second)).isEqualTo("recorded");
    assertThat(signed.invoice()).isEqualTo("PAID");
    assertThat(signed.state()).as("at once").isEqualTo("IN_FORCE");
    assertThat(signed.grant("state")).isEqualTo("RUNNING");

    assertThat(steps.comesBack(signed, second)).isEqualTo("returned");
    assertThat(signed.invoice()).isEqualTo("PART_PAID");
    assertThat(signed.state()).isEqualTo("SUSPENDED");
    assertThat(steps.comesBack(signed, second)).as("it came back once").isEqualTo("not-as-seen");
    assertThat(steps.pay(signed, "2100.50", "CHEQUE", second)).as("again").isEqualTo("recorded");
    assertThat(signed.state()).isEqualTo("IN_FORCE");
    assertThat(staff.get(signed.page()).body()).contains("$0.50 too much");
  }

  @Test
  void its_renewal_signed_in_the_grace_takes_its_place_from_the_day_after_its_last() {
    Signed old = steps.sign(today, today.plusDays(1));
    String email = QuoteDesk.address();
    String renewal = steps.renewal(old, email);
    assertThat(staff.get(old.page()).body()).contains("Renewal");
    to(today.plusDays(2), ZONE);
    old.becomes("IN_GRACE");
    assertThat(old.window("ends_at"))
        .isEqualTo(today.plusDays(5).atStartOfDay(ZoneId.of(ZONE)).toInstant());
    Signed renewed = steps.accept(renewal, old.institution(), email);
    assertThat(renewed.state()).isEqualTo("IN_FORCE");
    assertThat(renewed.window("starts_at"))
        .as("back-dated")
        .isEqualTo(today.plusDays(2).atStartOfDay(ZoneId.of(ZONE)).toInstant());
    assertThat(old.state()).isEqualTo("SUCCEEDED");
    assertThat(old.window("ends_at")).isBeforeOrEqualTo(TestClock.now());
    assertThat(staff.get(renewed.page()).body()).contains("Renews");
  }

  @Test
  void without_a_renewal_in_time_renewal_grace_ends_access_and_a_late_one_still_follows() {
    Signed old = steps.sign(today, today.plusDays(1));
    String email = QuoteDesk.address();
    String renewal = steps.renewal(old, email);
    to(today.plusDays(2), ZONE);
    old.becomes("IN_GRACE");
    to(today.plusDays(5), ZONE);
    old.becomes("ENDED");
    Signed late = steps.accept(renewal, old.institution(), email);
    assertThat(late.state()).isEqualTo("IN_FORCE");
    assertThat(old.state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_renewal_that_is_given_up_ends_the_grace_at_once() {
    Signed old = steps.sign(today, today.plusDays(1));
    String renewal = steps.renewal(old, QuoteDesk.address());
    to(today.plusDays(2), ZONE);
    old.becomes("IN_GRACE");
    desk.act(QuoteDesk.STAFF, renewal, "discard");
    assertThat(old.state()).isEqualTo("ENDED");
    assertThat(old.window("ends_at")).isBeforeOrEqualTo(TestClock.now());
  }

  @Test
  void a_courtesy_opens_it_before_its_first_day_and_termination_ends_it_all() {
    Signed signed = steps.sign(today.plusDays(30), today.plusDays(60));
    assertThat(steps.act(signed, "open")).isEqualTo("open");
    assertThat(signed.state()).isEqualTo("IN_FORCE");
    assertThat(count("courtesies where institution_id = ?", signed.institution())).isEqualTo("1");
    assertThat(steps.act(signed, "open")).isEqualTo("not-as-seen");
    assertThat(steps.act(signed, "terminate")).isEqualTo("terminate");
    assertThat(signed.state()).isEqualTo("TERMINATED");
    assertThat(signed.grant("state")).isEqualTo("REVOKED");
    assertThat(steps.act(signed, "terminate")).isEqualTo("not-as-seen");
    assertThat(steps.act(signed, "void")).isEqualTo("void");
    assertThat(signed.invoice()).isEqualTo("VOID");
    assertThat(steps.pay(signed, "1", "WIRE", "late")).isEqualTo("not-expected");
  }

  @Test
  void what_is_typed_wrong_is_told_at_its_field_and_records_nothing() {
    Signed signed = steps.sign(today, today.plusDays(30));
    Browser browser = new Browser(QuoteDesk.STAFF);
    String csrf = browser.get("/staff/institutions/add").csrf();
    Browser.Page page =
        browser.post(
            signed.page() + "/payments",
            java.util.Map.of(
                "csrf", csrf, "amount", "-5", "how", "CARD", "value-date", "2099-01-01"));
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("This is no amount above zero", "Choose how the money came", "The value date is");
    assertThat(signed.invoice()).isEqualTo("OPEN");
  }

  @Test
  void the_database_lets_nothing_happen_that_must_never_be() {
    Signed signed = steps.sign(today, today.plusDays(30));
    steps.pay(signed, "100", "WIRE", "W-" + signed.id());
    for (String sql :
        new String[] {
          "update agreements set last_day = last_day + 1 where id = ? returning id",
          "update agreements set state = 'TERMINATED', settled_at = now() where id = ? returning id",
          "update agreements set begun_at = null where id = ? returning id",
          "update agreement_invoices set paid = total where agreement_id = ? returning id",
          "update agreement_invoices set state = 'PAID' where agreement_id = ? returning id",
          "update agreement_invoices set number = null where agreement_id = ? returning id",
          "update agreement_payments set amount = 1 where invoice_id = (select id from"
              + " agreement_invoices where agreement_id = ?) returning id",
          "delete from agreement_payments where invoice_id = (select id from agreement_invoices"
              + " where agreement_id = ?) returning id",
          "insert into agreements select (jsonb_populate_record(a, '{\"id\":"
              + " \"ag_AAAAAAAAAAAAAAAAAAAAAA\", \"reference\": \"A-0000-0000\"}')).* from"
              + " agreements a where id = ? returning id"
        }) {
      assertThatThrownBy(() -> QuoteDesk.text(sql, signed.id()))
          .as(sql)
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
