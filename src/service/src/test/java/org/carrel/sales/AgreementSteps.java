package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;

/** What staff and buyers do with agreements, through the pages, for their tests. */
@Singleton
class AgreementSteps {
  static final String ZONE = "America/Chicago";

  private final QuoteDesk desk;

  AgreementSteps(QuoteDesk desk) {
    this.desk = desk;
  }

  /** A signed agreement. */
  record Signed(String id, String quote, String institution, String email) {
    String page() {
      return "/staff/agreements/" + id;
    }

    String state() {
      return QuoteDesk.text("select state from agreements where id = ?", id);
    }

    String invoice() {
      return QuoteDesk.text("select state from agreement_invoices where agreement_id = ?", id);
    }

    String grant(String column) {
      return QuoteDesk.text(
          "select g."
              + column
              + "::text from grants g join agreement_grants a on a.grant_id = g.id"
              + " where a.agreement_id = ?",
          id);
    }

    /** An instant of the grant's window. */
    Instant window(String column) {
      return Instant.parse(
          QuoteDesk.text(
              "select to_char(g."
                  + column
                  + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from grants g join"
                  + " agreement_grants a on a.grant_id = g.id where a.agreement_id = ?",
              id));
    }

    /** Until the sweep of the clock wrote it down. */
    void becomes(String state) {
      await(this::state, state);
    }
  }

  static void await(Supplier<String> what, String wanted) {
    long until = System.nanoTime() + 60_000_000_000L;
    while (!what.get().equals(wanted)) {
      assertThat(System.nanoTime()).as("still " + what.get()).isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
  }

  static LocalDate today(String zone) {
    return LocalDate.ofInstant(TestClock.now(), ZoneId.of(zone));
  }

  /** Moves the clock on to a day's first instant, unless that is over. */
  static void to(LocalDate day, String zone) {
    Duration by = Duration.between(TestClock.now(), day.atStartOfDay(ZoneId.of(zone)));
    if (!by.isNegative()) {
      TestClock.forward(by);
    }
  }

  /** Signs a quote over these days for a new institution in {@link #ZONE}. */
  Signed sign(LocalDate first, LocalDate last) {
    return sign(desk.institution(ZONE), ZONE, first, last);
  }

  Signed sign(String institution, String zone, LocalDate first, LocalDate last) {
    String email = QuoteDesk.address();
    Map<String, String> form = QuoteDesk.form(institution, email);
    form.put("first", first.toString());
    form.put("last", last.toString());
    return accept(desk.write(form), institution, email);
  }

  /** Sends a quote and accepts it. */
  Signed accept(String quote, String institution, String email) {
    assertThat(desk.act(QuoteDesk.STAFF, quote, "send")).endsWith("?done=sent");
    String sign = desk.asked(QuoteDesk.link(desk.offer(email)), email);
    assertThat(desk.click(sign).status()).isEqualTo(303);
    return new Signed(agreementOf(quote), quote, institution, email);
  }

  static String agreementOf(String quote) {
    return QuoteDesk.text(
        "select a.id from agreements a join quote_versions v on v.id = a.version_id"
            + " where v.quote_id = ?",
        QuoteDesk.id(quote));
  }

  /** Writes the quote that renews an agreement; gives the path of its page. */
  String renewal(Signed signed, String email) {
    Map<String, String> form = QuoteDesk.form(signed.institution(), email);
    Browser staff = new Browser(QuoteDesk.STAFF);
    Page page = staff.get("/staff/quotes/new?renews=" + signed.id());
    LocalDate first =
        LocalDate.parse(
                QuoteDesk.text("select last_day::text from agreements where id = ?", signed.id()))
            .plusDays(1);
    assertThat(page.body()).contains("value=\"" + first + "\"");
    form.put("first", first.toString());
    form.put("last", first.plusYears(1).minusDays(1).toString());
    form.put("renews", signed.id());
    return desk.write(form);
  }

  /** Records money; gives what the page says came of it. */
  String pay(Signed signed, String amount, String how, String reference) {
    return post(
        signed.page() + "/payments",
        Map.of(
            "amount",
            amount,
            "how",
            how,
            "reference",
            reference,
            "value-date",
            today(ZONE).toString()));
  }

  /** Notes that money with a reference came back; gives what the page says came of it. */
  String comesBack(Signed signed, String reference) {
    String payment =
        QuoteDesk.text(
            "select id from agreement_payments where reference = ? order by returned_at nulls first"
                + " limit 1",
            reference);
    return post(signed.page() + "/payments/" + payment + "/return", Map.of("reason", "No funds"));
  }

  String act(Signed signed, String act) {
    return post(
        signed.page() + "/act",
        Map.of(
            "act",
            act,
            "reason",
            "As we said",
            "seen",
            QuoteDesk.text("select version::text from agreements where id = ?", signed.id())));
  }

  private String post(String path, Map<String, String> fields) {
    Browser staff = new Browser(QuoteDesk.STAFF);
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    Page page = staff.post(path, form);
    assertThat(page.status()).as(page.body()).isEqualTo(303);
    return page.location().replaceAll(".*done=", "");
  }
}
