package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;

/** What staff and buyers do with quotes, through the pages, for the tests of quotes. */
@Singleton
class QuoteDesk {
  static final String STAFF = "quentin staff";
  static final String SECOND = "sybil staff";

  private static final Pattern LINK = Pattern.compile("/(q|sign)/[A-Za-z0-9_-]{22}");
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"(\\d+)\"");

  private final MockMailbox mailbox;

  QuoteDesk(MockMailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** The id of a new institution. */
  String institution(String zone) {
    Browser staff = new Browser(STAFF);
    Map<String, String> form = new HashMap<>();
    form.put("name", "Example University " + Ids.random());
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("fte", "12400");
    form.put("zone", zone);
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    String at = staff.post("/staff/institutions", form).location();
    return at.substring(at.lastIndexOf('/') + 1);
  }

  static String address() {
    return "ada-" + Ids.random().toLowerCase().replaceAll("[^a-z0-9]", "0") + "@example.edu";
  }

  /** The fields of a quote. */
  static Map<String, String> form(String institution, String email) {
    Map<String, String> form = new HashMap<>();
    form.put("institution", institution);
    form.put("to-name", "Ada Librarian");
    form.put("to-email", email);
    form.put("buyer", "The Trustees of Example University");
    form.put("address", "1 College Hill\nSpringfield IL 62701");
    form.put("tax", "TAXED");
    form.put("member", institution);
    form.put("collection", "1");
    form.put("currency", "USD");
    LocalDate first = LocalDate.ofInstant(TestClock.now(), ZoneOffset.UTC).plusDays(60);
    form.put("first", first.toString());
    form.put("last", first.plusYears(1).minusDays(1).toString());
    form.put("users", "Students and staff");
    form.put("licence", "SERU");
    return form;
  }

  /** Writes a quote; gives the path of its page. */
  String write(Map<String, String> form) {
    Browser staff = new Browser(STAFF);
    Map<String, String> all = new HashMap<>(form);
    all.put("csrf", staff.get("/staff/quotes/new?institution=" + form.get("institution")).csrf());
    Page page = staff.post("/staff/quotes", all);
    assertThat(page.status()).as(page.body()).isEqualTo(303);
    return page.location();
  }

  /** Writes the next version; gives what the page says came of it. */
  String rewrite(String quote, Map<String, String> form) {
    Browser staff = new Browser(STAFF);
    Page page = staff.get(quote + "/edit");
    Map<String, String> all = new HashMap<>(form);
    all.put("csrf", page.csrf());
    all.putIfAbsent("seen", seen(page));
    return staff.post(quote + "/edit", all).location();
  }

  /** Does something with a quote; gives where the page then leads. */
  String act(String who, String quote, String act) {
    Browser staff = new Browser(who);
    Page page = staff.get(quote);
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("act", act);
    form.put(
        "seen",
        text(
            "select version::text from quote_versions where quote_id = ? order by state ="
                + " 'DISCARDED', number desc limit 1",
            id(quote)));
    form.put("reason", "As we said");
    assertThat(page.status()).isEqualTo(200);
    return staff.post(quote + "/act", form).location();
  }

  /** Writes and sends a quote for a new institution; gives the path of its page. */
  String sent(String email) {
    String quote = write(form(institution("America/Chicago"), email));
    assertThat(act(STAFF, quote, "send")).endsWith("?done=sent");
    return quote;
  }

  /** Asks to accept, from the private page; gives the path in the mail. */
  String asked(String link, String email) {
    Browser buyer = new Browser();
    Page page = buyer.post(link + "/accept", signing(buyer.get(link + "/accept").csrf(), email));
    assertThat(page.location()).endsWith("?act=asked");
    return link(mail(email, "Accept Quote"));
  }

  static Map<String, String> signing(String csrf, String email) {
    return new HashMap<>(
        Map.of(
            "csrf", csrf,
            "name", "Grace Dean",
            "title", "Dean of Libraries",
            "email", email,
            "po", "PO-4711",
            "billing", "Accounts payable\n1 College Hill",
            "exemption", "E-99",
            "exempt-until", "2099-12-31"));
  }

  /** The click of the mail. */
  Page click(String sign) {
    Browser signer = new Browser();
    return signer.post(sign, Map.of("csrf", signer.get("/institutions").csrf()));
  }

  /** The newest mail to an address that brings a quote. */
  Mail offer(String address) {
    return mail(address, "Quote Q-[^:]*, for .*");
  }

  /** The newest mail to an address whose subject begins so, as a pattern. */
  Mail mail(String address, String subject) {
    Pattern begins = Pattern.compile(subject);
    long until = System.nanoTime() + 60_000_000_000L;
    while (true) {
      Mail found = null;
      for (Mail mail : mailbox.getMailsSentTo(address)) {
        found = begins.matcher(mail.getSubject()).lookingAt() ? mail : found;
      }
      if (found != null) {
        return found;
      }
      assertThat(System.nanoTime()).as("waited long enough for: " + subject).isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Path of the link in a mail. */
  static String link(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).as("a link in: " + mail.getText()).isTrue();
    return link.group();
  }

  static String id(String quote) {
    return quote.replaceAll(".*/(qt_[A-Za-z0-9_-]{22}).*", "$1");
  }

  static String seen(Page page) {
    Matcher field = SEEN.matcher(page.body());
    assertThat(field.find()).isTrue();
    return field.group(1);
  }

  /** States of a quote's versions, the first version first. */
  static String states(String quote) {
    return text(
        "select string_agg(state, ' ' order by number) from quote_versions where quote_id = ?",
        id(quote));
  }

  static String text(String sql, String parameter) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
