package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carrel.sales.QuoteDesk.SECOND;
import static org.carrel.sales.QuoteDesk.STAFF;
import static org.carrel.sales.QuoteDesk.states;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** A quote from its draft to its end, through the pages. */
@QuarkusTest
class QuoteWalkTest {
  private static final String SENT = "Quote Q-";

  @Inject QuoteDesk desk;
  @Inject AuditLog audit;

  private final String ada = QuoteDesk.address();
  private final Browser buyer = new Browser();

  private String linkOf(String email) {
    return QuoteDesk.link(desk.offer(email));
  }

  @Test
  void a_quote_is_sent_read_and_accepted_by_a_click_in_the_mail_to_who_accepts() {
    String quote = desk.sent(ada);
    Mail mail = desk.offer(ada);
    assertThat(mail.getAttachments()).singleElement().matches(f -> f.getName().endsWith("-v1.pdf"));
    Page page = buyer.get(linkOf(ada));
    assertThat(page.body()).contains("$4,200.00 a year = $4,200.00", "Open until");
    assertThat(page.raw().headers().firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(page.raw().headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

    String grace = QuoteDesk.address();
    String sign = desk.asked(linkOf(ada), grace);
    assertThat(new Browser().get(sign).body()).contains("Grace Dean", "PO-4711", "E-99");
    assertThat(states(quote)).as("a GET accepts nothing").isEqualTo("SENT");

    assertThat(desk.click(sign).status()).isEqualTo(303);
    assertThat(states(quote)).isEqualTo("ACCEPTED");
    assertThat(buyer.get(sign).body())
        .contains("The quote is accepted", "The invoice is on its way to you");
    assertThat(buyer.get(linkOf(ada)).body()).contains("This quote is accepted");
    assertThat(new Browser(STAFF).get(quote).body())
        .contains("Dean of Libraries", "PO-4711", "It became agreement");
    for (String side : new String[] {ada, grace, "quentin@login.example"}) {
      Mail accepted =
          desk.mail(side, SENT + reference(quote).substring(2) + ", version 1 is accepted");
      assertThat(accepted.getText()).contains("Grace Dean", "PO-4711", "until 2099-12-31");
      assertThat(accepted.getAttachments()).hasSize(1);
    }
  }

  @Test
  void the_signature_stands_in_the_audit_record_and_a_second_click_adds_nothing() {
    String quote = desk.sent(ada);
    String sign = desk.asked(linkOf(ada), ada);
    String other = desk.asked(linkOf(ada), QuoteDesk.address());
    desk.click(sign);
    desk.click(sign);
    desk.click(other);
    assertThat(new Browser().get(other).body()).contains("can no longer be accepted");
    assertThat(audit.of(QuoteDesk.id(quote)))
        .filteredOn(entry -> entry.action().equals("quote.accepted"))
        .singleElement()
        .extracting(AuditEntry::ids)
        .satisfies(ids -> assertThat(ids).containsKeys("from", "agent", "at", "acceptance"));
  }

  @Test
  void more_than_one_person_may_take_off_is_sent_only_by_a_second_one() {
    Map<String, String> form = QuoteDesk.form(desk.institution("America/Chicago"), ada);
    form.put("agreed", "10.01");
    form.put("agreed-why", "Pilot site");
    String quote = desk.write(form);
    assertThat(desk.act(STAFF, quote, "approve")).endsWith("not-as-seen");
    assertThat(desk.act(STAFF, quote, "send")).endsWith("asked-approval");
    assertThat(desk.act(STAFF, quote, "approve")).endsWith("needs-another");
    assertThat(new Browser(STAFF).get(quote).body())
        .contains("Give it back", "Discard the draft")
        .doesNotContain("Approve and send");
    assertThat(new Browser(SECOND).get(quote).body()).contains("Approve and send");
    assertThat(desk.act(SECOND, quote, "return")).endsWith("returned");
    assertThat(new Browser(STAFF).get(quote).body()).contains("“As we said”");
    assertThat(desk.act(STAFF, quote, "send")).endsWith("asked-approval");
    assertThat(desk.act(SECOND, quote, "approve")).endsWith("?done=sent");
    assertThat(buyer.get(linkOf(ada)).body()).contains("× 0.8999 (10.01 % off as agreed)");
  }

  @Test
  void the_database_lets_nothing_above_the_limit_out_and_changes_nothing_that_is_out() {
    String quote = desk.sent(ada);
    for (String sql :
        new String[] {
          "update quote_versions set agreed = 50 where quote_id = ? returning id",
          "update quote_versions set total = total + 1 where quote_id = ? returning id",
          "update quote_versions set approved_by = edited_by where quote_id = ? returning id"
        }) {
      assertThatThrownBy(() -> QuoteDesk.text(sql, QuoteDesk.id(quote)))
          .as(sql)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void at_the_limit_one_person_sends() {
    Map<String, String> form = QuoteDesk.form(desk.institution("America/Chicago"), ada);
    form.put("agreed", "10");
    form.put("agreed-why", "Pilot site");
    assertThat(desk.act(STAFF, desk.write(form), "send")).endsWith("?done=sent");
  }

  @Test
  void a_new_version_takes_the_place_of_the_old_one_only_when_it_is_sent() {
    String quote = desk.sent(ada);
    String old = linkOf(ada);
    String oldSign = desk.asked(old, QuoteDesk.address());
    Map<String, String> form = again(quote);
    form.put("collection", "2");
    desk.rewrite(quote, form);
    assertThat(states(quote)).isEqualTo("SENT DRAFT");
    assertThat(buyer.get(old).body()).contains("Accept this quote");
    assertThat(desk.act(STAFF, quote, "send")).endsWith("?done=sent");
    assertThat(states(quote)).isEqualTo("SUPERSEDED SENT");
    assertThat(buyer.get(old).body()).contains("A newer version took its place");
    desk.click(oldSign);
    assertThat(states(quote)).isEqualTo("SUPERSEDED SENT");
    Mail second = desk.mail(ada, SENT + reference(quote).substring(2) + ", version 2");
    desk.click(desk.asked(QuoteDesk.link(second), ada));
    assertThat(states(quote)).isEqualTo("SUPERSEDED ACCEPTED");
    assertThat(new Browser(STAFF).get(quote + "/edit").location()).endsWith("not-as-seen");
  }

  @Test
  void a_draft_that_is_given_up_leaves_the_version_that_is_out_as_it_was() {
    String quote = desk.sent(ada);
    desk.rewrite(quote, again(quote));
    assertThat(desk.act(STAFF, quote, "discard")).endsWith("discarded");
    assertThat(states(quote)).isEqualTo("SENT DISCARDED");
    assertThat(new Browser(STAFF).get(quote).body()).contains("Version 1, for", "Take it back");
    desk.rewrite(quote, again(quote));
    assertThat(states(quote)).isEqualTo("SENT DISCARDED DRAFT");
    assertThat(desk.act(STAFF, quote, "send")).endsWith("?done=sent");
    assertThat(states(quote)).isEqualTo("SUPERSEDED DISCARDED SENT");
    assertThat(desk.act(STAFF, quote, "withdraw")).endsWith("withdrawn");
    assertThat(states(quote)).isEqualTo("SUPERSEDED DISCARDED WITHDRAWN");
  }

  @Test
  void what_is_accepted_while_a_version_is_written_ends_the_writing() {
    String quote = desk.sent(ada);
    String sign = desk.asked(linkOf(ada), ada);
    desk.rewrite(quote, again(quote));
    desk.click(sign);
    assertThat(states(quote)).isEqualTo("ACCEPTED DISCARDED");
    assertThat(new Browser(STAFF).get("/staff/quotes").body()).contains("It is an agreement");
    assertThat(desk.act(STAFF, quote, "send")).endsWith("not-as-seen");
  }

  private Map<String, String> again(String quote) {
    return QuoteDesk.form(
        QuoteDesk.text("select institution_id from quotes where id = ?", QuoteDesk.id(quote)), ada);
  }

  @Test
  void what_somebody_else_changed_meanwhile_is_neither_overwritten_nor_sent() {
    Map<String, String> form = QuoteDesk.form(desk.institution("America/Chicago"), ada);
    String quote = desk.write(form);
    Map<String, String> stale = new HashMap<>(form);
    stale.put("seen", QuoteDesk.seen(new Browser(STAFF).get(quote + "/edit")));
    form.put("collection", "3");
    desk.rewrite(quote, form);
    Browser staff = new Browser(STAFF);
    stale.put("csrf", staff.get(quote + "/edit").csrf());
    stale.put("note", "Typed by hand");
    stale.put("first", "");
    Page wrong = staff.post(quote + "/edit", stale);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(QuoteDesk.seen(wrong)).as("as the form saw it").isEqualTo(stale.get("seen"));
    stale.put("first", form.get("first"));
    Page conflict = staff.post(quote + "/edit", stale);
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.body()).contains("Somebody changed this quote meanwhile", "Typed by hand");
    assertThat(QuoteDesk.seen(conflict)).isNotEqualTo(stale.get("seen"));
    assertThat(new Browser(STAFF).get(quote).body()).contains("$795.00 a year = $795.00");
  }

  @Test
  void a_quote_is_declined_with_its_reason_and_can_be_followed_by_a_version() {
    String quote = desk.sent(ada);
    String link = linkOf(ada);
    String csrf = buyer.get(link + "?act=decline").csrf();
    assertThat(buyer.post(link + "/decline", Map.of("csrf", csrf, "reason", "")).status())
        .isEqualTo(422);
    assertThat(states(quote)).isEqualTo("SENT");
    buyer.post(link + "/decline", Map.of("csrf", csrf, "reason", "No budget <this> year"));
    assertThat(states(quote)).isEqualTo("DECLINED");
    assertThat(buyer.get(link).body()).contains("No budget &lt;this&gt; year");
    String subject = SENT + reference(quote).substring(2) + ", version 1 is declined";
    assertThat(desk.mail("quentin@login.example", subject).getText())
        .contains("No budget <this> year");
    desk.rewrite(quote, again(quote));
    desk.act(STAFF, quote, "send");
    assertThat(states(quote)).isEqualTo("SUPERSEDED SENT");
  }

  @Test
  void a_quote_is_open_its_whole_last_day_and_not_an_instant_longer() {
    String quote = desk.sent(ada);
    String link = linkOf(ada);
    String sign = desk.asked(link, ada);
    Instant end =
        Instant.parse(
            QuoteDesk.text(
                "select to_char(open_until at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                    + " from quote_versions where quote_id = ?",
                QuoteDesk.id(quote)));
    TestClock.forward(Duration.between(TestClock.now(), end).minusMinutes(2));
    assertThat(buyer.get(link).body()).contains("Accept this quote");
    TestClock.forward(Duration.ofMinutes(2));
    assertThat(buyer.get(link).body()).contains("This quote lapsed").doesNotContain("Accept this");
    assertThat(new Browser().get(sign).status()).as("older than 7 days").isEqualTo(404);
    assertThat(desk.act(STAFF, quote, "withdraw")).endsWith("not-as-seen");
  }

  @Test
  void it_is_sent_on_to_the_person_who_may_sign_under_a_link_of_its_own() {
    desk.sent(ada);
    String link = linkOf(ada);
    String dean = QuoteDesk.address();
    String csrf = buyer.get(link + "?act=forward").csrf();
    assertThat(buyer.post(link + "/forward", Map.of("csrf", csrf, "email", "dean")).status())
        .isEqualTo(422);
    Page sent = buyer.post(link + "/forward", Map.of("csrf", csrf, "email", dean));
    assertThat(buyer.get(sent.location()).body()).contains("The quote is on its way");
    assertThat(linkOf(dean)).isNotEqualTo(link);
    assertThat(buyer.get(linkOf(dean)).status()).isEqualTo(200);
    assertThat(
            QuoteDesk.text(
                "select count(*)::text from quote_links where secret_hash = ?",
                link.substring(link.lastIndexOf('/') + 1)))
        .as("secrets are kept as hashes")
        .isEqualTo("0");
  }

  @Test
  void who_accepts_says_everything_that_is_needed_and_nothing_typed_is_lost() {
    desk.sent(ada);
    String link = linkOf(ada);
    Map<String, String> form = QuoteDesk.signing(buyer.get(link + "/accept").csrf(), "grace");
    form.put("name", "");
    form.put("billing", "");
    form.put("exempt-until", "2020-01-01");
    Page page = buyer.post(link + "/accept", form);
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("4 fields need a correction", "value=\"grace\"", "value=\"PO-4711\"")
        .contains("This certificate is no longer good today.");
  }

  @Test
  void who_asks_for_too_many_mails_keeps_what_was_typed() {
    String quote = desk.sent(ada);
    String link = linkOf(ada);
    Map<String, String> form = QuoteDesk.signing(buyer.get(link + "/accept").csrf(), ada);
    Page page = buyer.post(link + "/accept", form);
    for (int more = 0; more < 10 && page.status() == 303; more++) {
      page = buyer.post(link + "/accept", form);
    }
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.raw().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(page.body()).contains("Not sent yet", "value=\"PO-4711\"");
    assertThat(states(quote)).isEqualTo("SENT");
    TestClock.forward(Duration.ofHours(1));
  }

  @Test
  void no_day_that_is_over_is_sold_and_no_quote_outlasts_its_term() {
    String institution = desk.institution("America/Chicago");
    LocalDate today = LocalDate.ofInstant(TestClock.now(), ZoneId.of("America/Chicago"));
    Map<String, String> form = QuoteDesk.form(institution, ada);
    form.put("first", today.minusDays(9).toString());
    form.put("last", today.minusDays(1).toString());
    Browser staff = new Browser(STAFF);
    Page empty = staff.get("/staff/quotes/new?institution=" + institution);
    LocalDate begin = today.plusDays(30).plusMonths(1).withDayOfMonth(1);
    assertThat(empty.body()).contains("value=\"" + begin + "\"");
    form.put("csrf", empty.csrf());
    Page over = staff.post("/staff/quotes", form);
    assertThat(over.status()).isEqualTo(422);
    assertThat(over.body()).contains("The last day is over where the institution is.");

    form.put("last", today.plusDays(3).toString());
    String quote = desk.write(form);
    String late = desk.write(form);
    assertThat(desk.act(STAFF, quote, "send")).endsWith("?done=sent");
    assertThat(
            QuoteDesk.text(
                "select (open_until at time zone 'America/Chicago')::text from quote_versions where"
                    + " quote_id = ?",
                QuoteDesk.id(quote)))
        .isEqualTo(today.plusDays(4) + " 00:00:00");
    TestClock.forward(Duration.ofDays(5));
    assertThat(desk.act(STAFF, late, "send")).endsWith("term-over");
    assertThat(new Browser(STAFF).get(late + "?done=term-over").body())
        .contains("Nothing was sent.");
    assertThat(states(late)).isEqualTo("DRAFT");
  }

  @Test
  void the_form_of_a_quote_says_what_is_wrong_at_its_field() {
    String institution = desk.institution("Asia/Tokyo");
    Browser staff = new Browser(STAFF);
    Page page =
        staff.post(
            "/staff/quotes",
            Map.of(
                "csrf", staff.get("/staff/quotes/new?institution=" + institution).csrf(),
                "institution", institution,
                "tax", "REVERSE_CHARGE",
                "first", "2027-02-30",
                "agreed", "lots"));
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("Choose at least one institution.", "Choose at least one collection.")
        .contains("There is no reverse charge", "This is no day.", "This is no percentage");
  }

  @Test
  void a_quote_is_written_like_another_one_and_knows_it() {
    String quote = desk.sent(ada);
    String like = QuoteDesk.id(quote);
    Browser staff = new Browser(STAFF);
    assertThat(staff.get("/staff/quotes/new?like=" + like).body())
        .contains("value=\"" + like + "\"", "value=\"" + ada + "\"");
    Map<String, String> form =
        QuoteDesk.form(QuoteDesk.text("select institution_id from quotes where id = ?", like), ada);
    form.put("like", like);
    String cloned = desk.write(form);
    assertThat(QuoteDesk.text("select cloned_from from quotes where id = ?", QuoteDesk.id(cloned)))
        .isEqualTo(like);
    assertThat(staff.get("/staff/quotes").body()).contains(reference(cloned));
  }

  private static String reference(String quote) {
    return QuoteDesk.text("select reference from quotes where id = ?", QuoteDesk.id(quote));
  }
}
