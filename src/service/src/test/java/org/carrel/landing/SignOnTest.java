package org.carrel.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.landing.University.ITEM;
import static org.carrel.landing.University.TERMS;
import static org.carrel.landing.University.affiliation;
import static org.carrel.landing.University.landing;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carrel.identity.DeviceSessions;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.carrel.testing.TestUniversity;
import org.junit.jupiter.api.Test;

/** Signing in through an institution: who reads, who does not, and what nobody gains by it. */
@QuarkusTest
class SignOnTest {
  private static final String READING = "http://127.0.0.1:8081/doc/" + ITEM + "?page=1";
  private static final String MISSING = "What was missing is a word about you that counts";

  private static void assertReads(Page arrived, Browser browser, String through) {
    assertThat(arrived.status()).as(arrived.body()).isEqualTo(303);
    assertThat(arrived.location()).isEqualTo(READING);
    assertThat(landing(browser)).contains("You have access through " + through, "Read now");
  }

  private static void assertReadsNothing(Browser browser) {
    assertThat(landing(browser)).doesNotContain("You have access through");
  }

  @Test
  void common_lib_terms_alone_reads() {
    University university = new University();
    Browser browser = new Browser();
    Page arrived = university.signOn(browser, Map.of("eduperson_entitlement", List.of(TERMS)));
    assertReads(arrived, browser, university.name);
    assertThat(landing(browser)).contains("You are signed in there");
  }

  @Test
  void a_member_reads_and_so_does_who_is_named_by_one_value_that_is_no_list() {
    University university = new University();
    Browser one = new Browser();
    Browser two = new Browser();
    String member = "member@" + university.scope;
    assertReads(university.signOn(one, affiliation(member)), one, university.name);
    Map<String, Object> single = Map.of("eduperson_scoped_affiliation", member.toUpperCase());
    assertReads(university.signOn(two, single), two, university.name);
  }

  @Test
  void an_alum_is_refused_with_the_reason_until_the_agreement_says_so() {
    University university = new University();
    Browser browser = new Browser();
    Page arrived = university.signOn(browser, affiliation("alum@" + university.scope));
    assertThat(arrived.location()).as("the document server asks").isEqualTo(READING);
    assertThat(landing(browser))
        .contains("not for alumni or affiliates", "member, student, faculty or staff")
        .doesNotContain("You have access through");
    university.give(university.institution, "alum");
    assertThat(landing(browser)).contains("You have access through " + university.name);
  }

  @Test
  void who_is_named_in_no_way_is_told_what_was_missing_and_whom_to_ask() {
    University university = new University();
    Browser browser = new Browser();
    Page refused = university.signOn(browser, Map.of());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body())
        .contains(MISSING, "common-lib-terms", "Nothing about who you are to it")
        .contains("Ask the library of " + university.name);
    assertThat(browser.hasCookie(DeviceSessions.COOKIE)).as("nothing is kept").isFalse();
    Page walkIn =
        university.signOn(browser, affiliation("library-walk-in@" + university.scope, "member"));
    assertThat(walkIn.status()).isEqualTo(403);
    assertThat(walkIn.body()).contains("library-walk-in@" + university.scope, ">member</span>");
  }

  @Test
  void a_scope_that_is_not_the_providers_own_is_dropped() {
    University university = new University();
    University other = new University();
    Browser browser = new Browser();
    Page forged =
        university.signOn(
            browser,
            affiliation(
                "member@" + other.scope, "staff@sub." + university.scope, "member@example"));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.body())
        .contains(MISSING, other.scope, "sub." + university.scope, "may not speak for that scope");
    assertReadsNothing(browser);
    Page both =
        university.signOn(
            browser, affiliation("member@" + other.scope, "alum@" + university.scope));
    assertThat(both.location()).isEqualTo(READING);
    assertReadsNothing(browser);
  }

  @Test
  void one_provider_with_two_institutions_tells_them_apart_by_scope() {
    String lawScope = "law-" + System.nanoTime() + ".example";
    University university = new University(lawScope);
    String law = "Law school of " + university.mark;
    String id = university.institution(law, lawScope);
    university.give(id);
    assertThat(university.attach(id, lawScope).status()).isEqualTo(303);
    Browser lawyer = new Browser();
    assertReads(university.signOn(lawyer, affiliation("student@" + lawScope)), lawyer, law);
    Browser member = new Browser();
    String own = "member@" + university.scope;
    assertReads(university.signOn(member, affiliation(own)), member, university.name);
    Browser terms = new Browser();
    Map<String, Object> said = new HashMap<>(affiliation("library-walk-in@" + lawScope));
    said.put("eduperson_entitlement", List.of(TERMS));
    assertReads(university.signOn(terms, said), terms, law);
    said.putAll(affiliation("alum@" + lawScope, "alum@" + university.scope));
    university.signOn(terms, said);
    assertReadsNothing(terms); // the entitlement says not for which of the two
  }

  @Test
  void what_one_institution_lost_never_falls_to_another() {
    String lawScope = "law-" + System.nanoTime() + ".example";
    University university = new University(lawScope);
    String law = university.institution("Law school of " + university.mark, lawScope);
    university.attach(law, lawScope);
    Map<String, Object> terms = Map.of("eduperson_entitlement", List.of(TERMS));
    assertSaysNotWhere(university.signOn(new Browser(), terms));
    String at = "/staff/institutions/" + law + "\"(?s:.*?)/institutions/(t_[A-Za-z0-9_-]{22})/end";
    university.detach(University.first(university.page().body(), at));
    Browser lawyer = new Browser();
    Page lost = university.signOn(lawyer, affiliation("student@" + lawScope));
    assertThat(lost.status()).isEqualTo(403);
    assertThat(lost.body()).contains("student@" + lawScope);
    assertSaysNotWhere(university.signOn(lawyer, terms));
    Map<String, Object> both = new HashMap<>(affiliation("library-walk-in@" + lawScope));
    both.putAll(terms);
    assertSaysNotWhere(university.signOn(lawyer, both));
    assertReadsNothing(lawyer);
    university.attach(university.institution, lawScope);
    assertReads(university.signOn(lawyer, terms), lawyer, university.name);
  }

  private static void assertSaysNotWhere(Page refused) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("but not at which institution");
  }

  @Test
  void an_answer_without_a_code_is_none_and_a_blank_pairwise_id_names_nobody() throws Exception {
    University university = new University();
    Browser browser = new Browser();
    Map<String, String> request = university.leave(browser, Map.of());
    assertFails(University.arrive(browser, request.get("state"), ""));
    String persons =
        "sign_ons s join sign_on_institutions a on a.id = s.source where a.institution_id = '"
            + university.institution
            + "'";
    for (String one : List.of("ada", "ben")) {
      Map<String, Object> said = new HashMap<>(affiliation("member@" + university.scope));
      said.put("pairwise_id", " ");
      said.put("sub", one);
      university.signOn(new Browser(), said);
    }
    assertThat(count("(select distinct s.person from " + persons + ") as p")).isEqualTo(2);
  }

  @Test
  void an_asserted_address_of_a_guest_a_librarian_or_staff_gains_nothing() throws Exception {
    University university = new University();
    new Browser("iris staff").get("/me");
    new Browser("lee librarian").get("/me");
    long readers = count("readers");
    long holdings = count("holdings");
    for (String email : List.of("guest", "lee", "iris")) {
      Browser browser = new Browser();
      Map<String, Object> said = new HashMap<>(affiliation("staff@" + university.scope));
      said.put("email", email + "@login.example");
      said.put("email_verified", true);
      said.put("preferred_username", email);
      said.put("realm_access", Map.of("roles", List.of("staff", "librarian")));
      said.put("groups", List.of("staff"));
      assertReads(university.signOn(browser, said), browser, university.name);
      assertThat(browser.get("/staff").status()).isEqualTo(401);
      assertThat(browser.get("/institution/" + university.institution).status()).isEqualTo(401);
      assertThat(browser.get("/me").body()).doesNotContain(email + "@", "Sign out</button>");
    }
    assertThat(count("readers")).as("no account").isEqualTo(readers);
    assertThat(count("holdings")).as("nothing held").isEqualTo(holdings);
  }

  @Test
  void an_answer_counts_in_the_browser_that_asked_for_that_provider_and_once() {
    University university = new University();
    Browser browser = new Browser();
    Map<String, Object> member = affiliation("member@" + university.scope);
    Map<String, String> request = university.leave(browser, Map.of());
    String code = TestUniversity.code(request, member);
    assertFails(University.arrive(new Browser(), request.get("state"), code));
    Browser other = new Browser();
    university.leave(other, Map.of());
    assertFails(University.arrive(other, request.get("state"), code));
    assertReads(University.arrive(browser, request.get("state"), code), browser, university.name);
    assertFails(University.arrive(browser, request.get("state"), code));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("nonce", "another"), Map.of("identity_provider", "u-another"))) {
      Browser deceived = new Browser();
      Map<String, Object> said = new HashMap<>(member);
      said.putAll(wrong);
      assertFails(university.signOn(deceived, said));
      assertReadsNothing(deceived);
    }
    Map<String, String> again = university.leave(other, Map.of());
    assertFails(
        University.arrive(other, again.get("state") + "x", TestUniversity.code(again, member)));
    assertFails(other.get("/sign-on/arrived?error=access_denied&state=" + again.get("state")));
  }

  private static void assertFails(Page arrived) {
    assertThat(arrived.status()).isEqualTo(400);
    assertThat(arrived.body()).contains("The sign-in was not completed");
  }

  @Test
  void who_signs_in_next_at_the_browser_takes_the_place_of_who_did_before() {
    University university = new University();
    Browser browser = new Browser();
    Map<String, Object> member = affiliation("member@" + university.scope);
    assertReads(university.signOn(browser, member), browser, university.name);
    String before = browser.cookie(DeviceSessions.COOKIE);
    assertThat(university.signOn(browser, Map.of()).status()).isEqualTo(403);
    assertReadsNothing(browser);
    assertReads(university.signOn(browser, member), browser, university.name);
    assertThat(browser.cookie(DeviceSessions.COOKIE)).as("a new secret").isNotEqualTo(before);
  }

  @Test
  void it_ends_after_some_hours_by_signing_out_and_when_staff_detach_the_provider() {
    University university = new University();
    Map<String, Object> member = affiliation("member@" + university.scope);
    Browser left = new Browser();
    assertReads(university.signOn(left, member), left, university.name);
    left.post("/sign-on/end", Map.of("csrf", left.get("/sign-on").csrf()));
    assertReadsNothing(left);
    Browser slept = new Browser();
    assertReads(university.signOn(slept, member), slept, university.name);
    TestClock.forward(Duration.ofHours(10));
    assertReadsNothing(slept);
    Browser detached = new Browser();
    assertReads(university.signOn(detached, member), detached, university.name);
    university.detach();
    assertReadsNothing(detached);
    assertThat(detached.get("/sign-on?q=" + university.mark).body()).contains("Nothing found for");
  }

  @Test
  void an_institution_is_found_by_name_domain_or_mail_address_and_remembered() {
    University university = new University();
    Browser browser = new Browser();
    for (String asked :
        List.of(university.name, university.mark, university.scope, "me@" + university.scope)) {
      assertThat(browser.get("/sign-on?q=" + asked.replace(' ', '+')).body())
          .contains("Go to " + university.name);
    }
    assertThat(browser.get("/sign-on").body()).doesNotContain(university.name);
    university.leave(browser, Map.of());
    assertThat(browser.get("/sign-on").body()).contains("Your last choice", university.name);
    Browser shared = new Browser();
    Map<String, String> request = university.leave(shared, Map.of("shared", "yes"));
    assertThat(shared.get("/sign-on").body()).doesNotContain("Your last choice");
    String code = TestUniversity.code(request, affiliation("member@" + university.scope));
    assertReads(University.arrive(shared, request.get("state"), code), shared, university.name);
    TestClock.forward(Duration.ofMinutes(16));
    assertReadsNothing(shared);
  }

  @Test
  void a_test_shows_what_the_institution_said_and_a_librarys_link_goes_to_its_login() {
    University university = new University();
    Browser browser = new Browser();
    Map<String, String> request = university.leave(browser, Map.of("test", "yes"));
    String code = TestUniversity.code(request, affiliation("staff@" + university.scope));
    Page told = University.arrive(browser, request.get("state"), code);
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.body()).contains("The sign-in works", university.name, ">staff</span>");
    String at =
        University.first(university.page().body(), "/institutions/(t_[A-Za-z0-9_-]{22})/end");
    assertThat(new Browser().get("/sign-on?at=" + at + "&item=" + ITEM).body())
        .contains("Your library’s login", "Go to " + university.name);
    assertThat(new Browser().get("/sign-on?at=t_unknown").body()).contains("Find your institution");
  }

  @Test
  void a_librarian_sees_the_own_institutions_sign_in_alone() {
    University university = new University();
    University other = new University();
    String librarian = "lee-" + university.mark;
    new Browser(librarian).get("/me");
    String people = "/staff/institutions/" + university.institution + "/people";
    Page given =
        university.staff.post(
            people + "/librarians",
            Map.of(
                "csrf",
                university.staff.get(people).csrf(),
                "email",
                librarian + "@login.example"));
    assertThat(given.status()).as(given.body()).isEqualTo(303);
    assertThat(new Browser(librarian).get("/institution/" + university.institution).body())
        .contains(university.entity, "Test the sign-in", "/sign-on?at=t_")
        .doesNotContain(other.entity);
    assertThat(new Browser(librarian).get("/institution/" + other.institution).status())
        .isEqualTo(404);
  }

  private static long count(String table) throws SQLException {
    try (Connection connection = TestDatabase.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
