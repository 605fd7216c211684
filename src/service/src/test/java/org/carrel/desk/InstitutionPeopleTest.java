package org.carrel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

/** The people of an institution, and what becomes of them when two are one. */
@QuarkusTest
class InstitutionPeopleTest {
  @Inject AuditLog audit;

  private final Browser staff = new Browser("iris staff");
  private final String ada = "ada" + word();
  private final String bob = "bob" + word();

  @Test
  void a_contact_is_added_with_a_role_and_removed_from_it() {
    String id = institution("Contacts");
    String people = "/staff/institutions/" + id + "/people";
    assertThat(contact(id, "Ada", "ada", "BILLING").status()).isEqualTo(422);
    assertThat(contact(id, "Ada", "Ada@one.example", "BOSS").status()).isEqualTo(422);
    contact(id, "Ada <L>", "Ada@one.example", "BILLING");
    contact(id, "Ada <L>", "ada@one.example", "BILLING");
    assertThat(staff.get(people).body())
        .contains("Ada &lt;L&gt;", "<td>Billing</td>")
        .containsOnlyOnce("<span class=\"id\">ada@one.example");
    post(staff, people + "/contacts/remove", Map.of("email", "ada@one.example", "role", "BILLING"));
    assertThat(staff.get(people).body()).doesNotContain("ada@one.example");
  }

  @Test
  void staff_make_an_account_librarian_that_has_proved_its_address_and_nobody_else() {
    String id = institution("Librarians");
    assertThat(librarian(id, ada).body()).contains("Nobody has signed in with this address");
    seen("unproven-" + ada);
    assertThat(librarian(id, "unproven-" + ada).status()).isEqualTo(422);
    seen(ada);
    assertThat(librarian(id, ada.toUpperCase(Locale.ROOT)).status()).isEqualTo(303);
    assertThat(new Browser(ada).get("/institution/" + id).body()).contains("Librarians");
    assertThat(audit.of(id)).extracting(AuditEntry::action).contains("librarian.given");
  }

  @Test
  void a_librarian_gives_the_role_to_a_colleague_and_ends_it() {
    String id = institution("Colleagues");
    seen(ada);
    seen(bob);
    librarian(id, ada);
    Browser first = new Browser(ada);
    Browser second = new Browser(bob);
    assertThat(second.get("/institution/" + id).status()).isEqualTo(404);
    assertThat(post(first, own(id), Map.of("email", "nobody@one.example")).status()).isEqualTo(422);
    post(first, own(id), Map.of("email", bob + "@login.example"));
    String page = second.get("/institution/" + id).body();
    assertThat(page).contains(ada, bob);
    int end = page.indexOf("End the role<span class=\"hide\"> of " + ada);
    String reader = page.substring(page.lastIndexOf("value=\"r_", end) + 7).split("\"")[0];
    post(second, own(id) + "/end", Map.of("reader", reader));
    assertThat(first.get("/institution/" + id).status()).as("after the role ended").isEqualTo(404);
    assertThat(post(first, own(id), Map.of("email", ada + "@login.example")).status())
        .isEqualTo(404);
  }

  @Test
  void a_librarian_of_one_institution_is_nobody_at_another() {
    String one = institution("One");
    String other = institution("Other");
    seen(ada);
    seen(bob);
    librarian(one, ada);
    librarian(other, bob);
    Browser first = new Browser(ada);
    assertThat(first.get("/institution/" + one).status()).isEqualTo(200);
    assertThat(first.get("/institution/" + other).status()).isEqualTo(404);
    assertThat(post(first, own(other), Map.of("email", ada + "@login.example")).status())
        .isEqualTo(404);
    assertThat(post(first, own(other) + "/end", Map.of("reader", "r_x")).status()).isEqualTo(404);
    assertThat(new Browser(bob).get("/institution/" + other).body()).doesNotContain(ada);
  }

  @Test
  void two_institutions_become_one_and_nothing_of_either_is_lost() {
    String from = institution("Goes");
    String into = institution("Stays");
    String part = institution("Part", Map.of("parent", from));
    seen(ada);
    contact(from, "Ada", "ada@one.example", "USAGE");
    librarian(from, ada);
    String merge = "/staff/institutions/" + from + "/merge";
    assertThat(staff.get(merge + "?into=" + into).body()).contains("Is it the same as", "Stays");
    assertThat(staff.get("/staff/institutions/" + from).body()).doesNotContain("Merged into");

    assertThat(post(staff, merge, Map.of("into", into)).location()).endsWith(into);
    assertThat(staff.get("/staff/institutions/" + from).body()).contains("Merged into", "Goes");
    assertThat(staff.get("/staff/institutions/" + into).body()).contains(part);
    assertThat(staff.get("/staff/institutions/" + into + "/people").body())
        .contains("ada@one.example", ada + "@login.example");
    assertThat(new Browser(ada).get("/institution/" + into).status()).isEqualTo(200);
    assertThat(post(staff, merge, Map.of("into", into)).status()).as("twice").isEqualTo(409);
    assertThat(post(staff, "/staff/institutions/" + into + "/merge", Map.of("into", from)).status())
        .as("the other way round")
        .isEqualTo(409);
    assertThat(post(staff, "/staff/institutions/" + into + "/merge", Map.of("into", into)).status())
        .as("into itself")
        .isEqualTo(409);
  }

  @Test
  void an_institution_merged_into_its_own_part_leaves_no_circle() {
    String from = institution("Whole");
    String part = institution("Piece", Map.of("parent", from));
    post(staff, "/staff/institutions/" + from + "/merge", Map.of("into", part));
    assertThat(staff.get("/staff/institutions/" + part).body()).doesNotContain("Part of");
  }

  private String institution(String name) {
    return institution(name, Map.of());
  }

  private String institution(String name, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("name", name + " " + Ids.random());
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    String at = post(staff, "/staff/institutions", form).location();
    return at.substring(at.lastIndexOf('/') + 1);
  }

  private Page contact(String id, String name, String email, String role) {
    return post(
        staff,
        "/staff/institutions/" + id + "/people/contacts",
        Map.of("name", name, "email", email, "role", role));
  }

  private Page librarian(String id, String account) {
    return post(
        staff,
        "/staff/institutions/" + id + "/people/librarians",
        Map.of("email", account + "@login.example"));
  }

  private static String own(String id) {
    return "/institution/" + id + "/librarians";
  }

  /** Signs an account in, so that it is known. */
  private static void seen(String account) {
    assertThat(new Browser(account).get("/me").status()).isEqualTo(200);
  }

  private static Page post(Browser browser, String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", browser.get("/institutions").csrf());
    return browser.post(path, form);
  }

  private static String word() {
    return Ids.random().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
