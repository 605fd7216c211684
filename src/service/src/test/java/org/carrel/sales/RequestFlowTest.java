package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A request from the form to its end, by the pages that its people and staff use. */
@QuarkusTest
class RequestFlowTest {
  private static final Pattern LINK = Pattern.compile("/request/[A-Za-z0-9_-]{22}");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject MockMailbox mailbox;
  @Inject AuditLog audit;
  @Inject ExpireRequests expiring;

  private final Browser people = new Browser();
  private final Browser staff = new Browser("sam staff");
  private final String email = "ada-" + Ids.random() + "@university.example";

  @Test
  void a_link_looked_at_changes_nothing_and_one_click_confirms_it_once() {
    String link = ask();
    Page page = people.get(link);
    assertThat(page.body()).contains("Is this your request?", "Example University", email);
    assertThat(page.raw().headers().firstValue("Cache-Control")).contains("private, no-store");
    assertThat(page.raw().headers().firstValue("Referrer-Policy")).contains("no-referrer");
    for (int time = 1; time <= 2; time++) {
      new Browser().head(link);
      new Browser().get(link);
      new Browser().get(link + "/confirm");
    }
    assertThat(state()).isEqualTo("UNCONFIRMED");
    assertThat(staff.get("/staff/requests").body()).doesNotContain(reference());

    assertThat(press(link, "confirm").location()).endsWith(link);
    press(link, "confirm");
    assertThat(state()).isEqualTo("RECEIVED");
    assertThat(people.get(link).body()).contains("We have your request", "You hear from us by");
    assertThat(mails("We have your request")).hasSize(1);
    assertThat(staff.get("/staff/requests").body()).contains(reference());
  }

  @Test
  void only_hashes_of_links_are_kept_and_each_mail_has_one_of_its_own() {
    String link = ask();
    press(link, "confirm");
    String second = linkIn(mail("We have your request"));
    assertThat(second).isNotEqualTo(link);
    assertThat(people.get(second).body()).contains("We have your request");
    String secret = link.substring("/request/".length());
    assertThat(text("select count(*)::text from request_links where secret_hash = ?", secret))
        .isEqualTo("0");
    assertThat(
            text(
                "select count(*)::text from request_links where secret_hash = ?",
                Secrets.hash(secret)))
        .isEqualTo("1");
  }

  @Test
  void what_nobody_confirms_expires_at_its_instant_is_told_to_nobody_and_later_forgotten() {
    String link = ask();
    TestClock.forward(Duration.ofDays(7));
    assertThat(people.get(link).body()).contains("Nobody confirmed this request in time");
    press(link, "confirm");
    expiring.expire();
    assertThat(state()).isEqualTo("EXPIRED");
    assertThat(mailbox.getMailsSentTo(email)).hasSize(1);
    TestClock.forward(Duration.ofDays(31));
    expiring.expire();
    assertThat(text("select count(*)::text from requests where email = ?", email)).isEqualTo("0");
    assertThat(people.get(link).status()).isEqualTo(404);
  }

  @Test
  void staff_take_it_answer_it_and_its_people_are_told_at_each_step() {
    String link = confirmed();
    assertThat(act("take", Map.of()).location()).endsWith("?done=yes");
    assertThat(act("take", Map.of()).location()).as("taken twice").endsWith("?done=late");
    assertThat(people.get(link).body()).contains("A person works on your request");
    assertThat(act("answer", Map.of("answer", " ")).status()).isEqualTo(422);
    assertThat(state()).isEqualTo("IN_WORK");
    act("answer", Map.of("answer", "Dear Ada,\nyes <gladly>."));
    assertThat(people.get(link).body())
        .contains("Your request is answered", "Dear Ada,", "yes &lt;gladly&gt;.")
        .doesNotContain("Withdraw it");
    mail("A person works on your request");
    assertThat(mail("Our answer to your request").getText()).contains("yes <gladly>.");
    assertThat(act("decline", Map.of("reason", "too late")).location()).endsWith("?done=late");
    assertThat(state()).isEqualTo("ANSWERED");
    assertThat(audit.of(id()))
        .extracting(AuditEntry::action)
        .containsExactly(
            "request.unconfirmed", "request.received", "request.in_work", "request.answered");
  }

  @Test
  void it_is_declined_only_by_who_works_on_it_and_with_a_reason_that_its_people_read() {
    String link = confirmed();
    assertThat(act("decline", Map.of("reason", "Not yet ours")).location()).endsWith("?done=late");
    act("take", Map.of());
    Page refused = act("decline", Map.of("reason", "no"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("A reason has 3 to 4,000 characters.", ">\nno</textarea>");
    act("decline", Map.of("reason", "We may not sell to your country."));
    assertThat(state()).isEqualTo("DECLINED");
    assertThat(people.get(link).body())
        .contains("We cannot offer this", "We may not sell to your country.");
    assertThat(mail("We cannot offer this").getText()).contains("We may not sell to your country.");
  }

  @Test
  void a_request_withdrawn_is_out_of_the_queue_and_nobody_can_answer_it() {
    String link = confirmed();
    people.get(link + "/withdraw");
    assertThat(state()).isEqualTo("RECEIVED");
    press(link, "withdraw");
    press(link, "withdraw");
    assertThat(state()).isEqualTo("WITHDRAWN");
    assertThat(people.get(link).body()).contains("The request is withdrawn");
    assertThat(mails("Your request is withdrawn")).hasSize(1);
    assertThat(act("answer", Map.of("answer", "Too late")).location()).endsWith("?done=late");
    assertThat(staff.get("/staff/requests").body()).doesNotContain(reference());
    assertThat(staff.get("/staff/requests?closed=true").body()).contains(reference());
  }

  @Test
  void it_is_linked_to_an_institution_that_is_known_or_new() {
    confirmed();
    String page = "/staff/institutions/add?request=" + id();
    assertThat(staff.get(page).body()).contains("value=\"Example University\"", reference());
    assertThat(staff.get(page).body())
        .as("unproven")
        .doesNotContain("value=\"university.example\"");
    Map<String, String> form = new HashMap<>();
    form.put("name", "Example University of " + email);
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    form.put("domain", "university.example");
    form.put("request", id());
    form.put("csrf", staff.get(page).csrf());
    assertThat(staff.post("/staff/institutions", form).location())
        .endsWith("/staff/requests/" + id() + "?done=yes");
    String institution = text("select institution_id from requests where email = ?", email);
    assertThat(staff.get("/staff/institutions/" + institution).body()).contains(reference());
    assertThat(act("institution", Map.of("institution", Ids.of("i"))).status()).isEqualTo(404);

    RequestFlowTest other = new RequestFlowTest();
    other.mailbox = mailbox;
    other.confirmed();
    assertThat(staff.get("/staff/requests/" + other.id()).body())
        .as("of the same domain")
        .contains("Link to it", institution);
    other.act("institution", Map.of("institution", institution));
    assertThat(staff.get("/staff/institutions/" + institution).body()).contains(other.reference());
  }

  @Test
  void what_is_late_is_marked_in_the_queue() {
    confirmed();
    TestClock.forward(Duration.ofDays(5));
    assertThat(staff.get("/staff/requests/" + id()).body()).contains("Waits for a person, late");
  }

  @Test
  void a_link_that_opens_nothing_says_so() {
    assertThat(people.get("/request/" + Ids.random()).body()).contains("This link opens nothing");
    assertThat(people.get("/request/short").status()).isEqualTo(404);
  }

  @Test
  void one_address_is_written_to_five_times_a_day_and_nothing_typed_is_lost() {
    for (int i = 0; i < 5; i++) {
      assertThat(send().status()).isEqualTo(303);
    }
    Page page = send();
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.raw().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(page.body()).contains("Nothing that you typed is lost", "value=\"" + email + "\"");
  }

  private String ask() {
    assertThat(send().status()).isEqualTo(303);
    return linkIn(mail("Confirm your request"));
  }

  private String confirmed() {
    String link = ask();
    press(link, "confirm");
    return link;
  }

  private Page send() {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", people.get("/institutions").csrf());
    form.put("kind", "both");
    form.put("organization", "Example University");
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("size", "FROM_5000");
    form.put("name", "Ada Librarian");
    form.put("email", email);
    form.put("message", "For the clinic");
    return people.post("/institutions", form);
  }

  private Page press(String link, String what) {
    return people.post(link + "/" + what, Map.of("csrf", people.get("/institutions").csrf()));
  }

  private Page act(String what, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    return staff.post("/staff/requests/" + id() + "/" + what, form);
  }

  private static String linkIn(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).isTrue();
    return link.group();
  }

  private Mail mail(String subject) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (mails(subject).isEmpty()) {
      assertThat(System.nanoTime()).as("waited long enough for: " + subject).isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
    return mails(subject).get(0);
  }

  private List<Mail> mails(String subject) {
    return mailbox.getMailsSentTo(email).stream()
        .filter(mail -> mail.getSubject().startsWith(subject))
        .toList();
  }

  private String id() {
    return text("select id from requests where email = ?", email);
  }

  private String reference() {
    return text("select reference from requests where email = ?", email);
  }

  private String state() {
    return text("select state from requests where email = ?", email);
  }

  private static String text(String sql, String parameter) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
