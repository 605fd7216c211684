package org.carrel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.carrel.access.Grants;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.institutions.Courtesies;
import org.carrel.institutions.Courtesy;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** What staff enter on an institution's access page, and what readers then see. */
@QuarkusTest
class RangeAccessPageTest {
  private static final String DOCUMENT = "/d/hein.crs/govekfi0001";
  private static final AtomicInteger NETWORKS = new AtomicInteger();

  @Inject AuditLog audit;
  @Inject Institutions institutions;
  @Inject Courtesies courtesies;
  @Inject Grants grants;

  private final Browser staff = new Browser("iris staff");

  private String network() {
    return "203.0." + NETWORKS.incrementAndGet() + ".";
  }

  @Test
  void a_visitor_in_the_range_has_access_through_the_institution_until_staff_end_it() {
    String name = "University of " + Ids.random();
    String id = institution(name, "");
    String net = network();
    assertThat(enter(id, net + "0/24").status()).isEqualTo(303);
    assertThat(landing(net + "7").body()).as("nothing granted yet").doesNotContain(name);
    LocalDate today = today();
    assertThat(give(id, "1", today.toString(), today.plusDays(3).toString()).status())
        .isEqualTo(303);
    until(() -> landing(net + "7").body().contains("You have access through " + name));
    Page inside = landing(net + "7");
    assertThat(inside.body()).contains("Read now").doesNotContain("Continue to checkout");
    assertThat(inside.raw().headers().firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(inside.raw().headers().firstValue("ETag")).isEmpty();
    Page outside = landing(net.replace("203", "198") + "7");
    assertThat(outside.body()).doesNotContain(name).contains("Continue to checkout");
    assertThat(outside.raw().headers().firstValue("Cache-Control")).hasValue("public, no-cache");
    assertThat(landing(net + "7, 198.18.0.1").body()).as("a forged entry").doesNotContain(name);
    Courtesy courtesy = courtesies.of(id).get(0);
    post(id, "/courtesies/" + courtesy.id() + "/end", Map.of());
    assertThat(landing(net + "7").body()).doesNotContain(name);
    assertThat(staff.get(access(id)).body()).contains("ended by staff");
    assertThat(audit.of(id))
        .extracting(AuditEntry::action)
        .containsExactly("institution.added", "range.proven", "courtesy.given", "courtesy.ended");
  }

  @Test
  void a_visitor_who_has_the_public_page_gets_the_own_page_in_the_network() {
    String name = "University of " + Ids.random();
    String id = institution(name, "");
    String net = network();
    String tag = landing(net + "7").raw().headers().firstValue("ETag").orElseThrow();
    enter(id, net + "0/24");
    give(id, "all", today().toString(), today().toString());
    until(() -> landing(net + "7").body().contains(name));
    Page again =
        new Browser().get(DOCUMENT, Map.of("X-Forwarded-For", net + "7", "If-None-Match", tag));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).contains(name);
  }

  @Test
  void addresses_of_another_tree_are_refused_until_the_sharing_is_recorded() {
    String net = network();
    String one = institution("The first of " + net, "");
    String two = institution("The second of " + net, "");
    String three = institution("The third of " + net, "");
    enter(one, net + "0/24");
    Page refused = enter(two, net + "10-" + net + "40");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("in use elsewhere", net + "0/24 of The first of " + net)
        .contains("name=\"shared\"", net + "10-" + net + "40");
    String reason = "Both use the library of the city.";
    assertThat(enter(two, net + "10-" + net + "40", reason).status()).isEqualTo(303);
    assertThat(staff.get(access(one)).body()).contains("with others");
    assertThat(enter(three, net + "20").status()).as("shares with none").isEqualTo(422);
    assertThat(enter(three, net + "20", reason).status()).isEqualTo(303);
    assertThat(enter(one, net + "64/26").status()).as("nested in its own").isEqualTo(303);
    assertThat(enter(one, net + "64/26").body()).contains("has this range already");
  }

  @Test
  void a_range_taken_away_is_free_for_others_and_gives_nothing_more() {
    String net = network();
    String name = "The first of " + net;
    String one = institution(name, "");
    String two = institution("The second of " + net, "");
    enter(one, net + "*");
    give(one, "1", today().toString(), today().plusDays(1).toString());
    until(() -> landing(net + "7").body().contains(name));
    String form = staff.get(access(one)).body();
    String range = form.replaceAll("(?s).*/ranges/(n_[A-Za-z0-9_-]{22})/end.*", "$1");
    assertThat(post(one, "/ranges/" + range + "/end", Map.of()).status()).isEqualTo(303);
    until(() -> !landing(net + "7").body().contains(name));
    assertThat(enter(two, net + "0/24").status()).isEqualTo(303);
    assertThat(post(one, "/ranges/" + range + "/end", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void a_part_reads_by_what_its_parent_was_given_and_under_its_own_name() {
    String net = network();
    String parent = institution("Parent of " + net, "");
    String part = institution("Law school of " + net, parent);
    enter(parent, net + "0/24");
    assertThat(enter(part, net + "128/25").status()).as("nested").isEqualTo(303);
    give(parent, "1", today().toString(), today().plusDays(1).toString());
    until(() -> landing(net + "7").body().contains("through Parent of"));
    until(() -> landing(net + "200").body().contains("through Law school of"));
  }

  @Test
  void days_are_whole_days_of_the_institutions_zone() {
    String id = institution("Days " + Ids.random(), "");
    Institution institution = institutions.byId(id).orElseThrow();
    LocalDate first = today().plusDays(10);
    give(id, "1", first.toString(), first.plusDays(1).toString());
    Courtesy courtesy = courtesies.of(id).get(0);
    var window = grants.find(courtesy.grantId()).orElseThrow().window().orElseThrow();
    assertThat(window.start()).isEqualTo(first.atStartOfDay(institution.zone()).toInstant());
    assertThat(window.end())
        .isEqualTo(first.plusDays(2).atStartOfDay(institution.zone()).toInstant());
    assertThat(staff.get(access(id)).body()).contains("begins later");
  }

  @Test
  void what_is_wrong_is_said_at_its_field_and_changes_nothing() {
    String id = institution("Errors " + Ids.random(), "");
    assertThat(enter(id, "10.0.0.0/8").body()).contains("exist only inside your network");
    assertThat(enter(id, "campus").status()).isEqualTo(422);
    Page page = give(id, "", "soon", "2020-01-01");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("Tick what the institution may read.", "Write the first day like")
        .contains("The last day is over where the institution is", "value=\"soon\"");
    assertThat(courtesies.of(id)).isEmpty();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(TestClock.now(), ZoneId.of("America/New_York"));
  }

  private static Page landing(String forwardedFor) {
    return new Browser().get(DOCUMENT, Map.of("X-Forwarded-For", forwardedFor));
  }

  private static String access(String id) {
    return "/staff/institutions/" + id + "/access";
  }

  private Page enter(String id, String range) {
    return enter(id, range, "");
  }

  private Page enter(String id, String range, String shared) {
    return post(id, "/ranges", Map.of("range", range, "shared", shared));
  }

  private Page give(String id, String collection, String first, String last) {
    return post(
        id,
        "/courtesies",
        Map.of("collection", collection, "first", first, "last", last, "reason", "A trial run"));
  }

  private Page post(String id, String to, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", staff.get(access(id)).csrf());
    return staff.post("/staff/institutions/" + id + to, form);
  }

  private String institution(String name, String parent) {
    Map<String, String> form = new HashMap<>();
    form.put("name", name);
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    form.put("parent", parent);
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    String location = staff.post("/staff/institutions", form).location();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** A replica knows a change within two seconds. */
  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
