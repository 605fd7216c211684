package org.carrel.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestUniversity;

/** A provider that staff registered, the institutions for which it speaks, and its people. */
final class University {
  static final String ITEM = "hein.crs/govekfi0001";
  static final String TERMS = "urn:mace:dir:entitlement:common-lib-terms";
  private static final Pattern ON = Pattern.compile("id=\"on\" href=\"([^\"]+)\"");

  final Browser staff = new Browser("iris staff");
  final String mark = Ids.random().toLowerCase().replaceAll("[^a-z0-9]", "x");
  final String name = "University of " + mark;
  final String scope = mark + ".example";
  final String entity = "https://idp." + scope + "/shibboleth";
  final String alias = "u-" + mark;
  final String institution;
  final String provider;

  /**
   * Registered with its scopes, attached to an institution of its own, which reads collection 1.
   */
  University(String... moreScopes) {
    institution = institution(name, scope);
    List<String> scopes = new ArrayList<>(List.of(scope));
    scopes.addAll(List.of(moreScopes));
    Page registered = register("SAML", entity, alias, String.join(" ", scopes));
    assertThat(registered.status()).as(registered.body()).isEqualTo(303);
    provider = registered.location().replaceFirst(".*/", "");
    assertThat(attach(institution, moreScopes.length == 0 ? "" : scope).status()).isEqualTo(303);
    give(institution);
  }

  String institution(String called, String domain) {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("name", called);
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    form.put("domain", domain);
    Page added = staff.post("/staff/institutions", form);
    assertThat(added.status()).as(added.body()).isEqualTo(303);
    return added.location().replaceFirst(".*/", "");
  }

  Page register(String protocol, String entityId, String as, String scopes) {
    return staff.post(
        "/staff/providers",
        Map.of(
            "csrf", staff.get("/staff/providers").csrf(),
            "name", name,
            "protocol", protocol,
            "entity", entityId,
            "alias", as,
            "scopes", scopes));
  }

  Page attach(String to, String byScope) {
    return staff.post(
        "/staff/providers/" + provider + "/institutions",
        Map.of("csrf", page().csrf(), "institution", to, "scope", byScope));
  }

  Page page() {
    return staff.get("/staff/providers/" + provider);
  }

  /** Ends the first attachment on its page. */
  void detach() {
    detach(first(page().body(), "/institutions/(t_[A-Za-z0-9_-]{22})/end"));
  }

  void detach(String at) {
    Page ended =
        staff.post(
            "/staff/providers/" + provider + "/institutions/" + at + "/end",
            Map.of("csrf", page().csrf()));
    assertThat(ended.status()).isEqualTo(303);
  }

  void give(String to, String... admitted) {
    LocalDate today = LocalDate.ofInstant(TestClock.now(), ZoneId.of("America/New_York"));
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/" + to + "/access").csrf());
    form.put("collection", "1");
    form.put("first", today.toString());
    form.put("last", today.plusDays(300).toString());
    form.put("reason", "While the library decides.");
    for (String one : admitted) {
      form.put("admit", one);
    }
    assertThat(staff.post("/staff/institutions/" + to + "/courtesies", form).status())
        .isEqualTo(303);
  }

  /** The way to this university's login, as a browser follows it: the request that it makes. */
  Map<String, String> leave(Browser browser, Map<String, String> more) {
    Page found = browser.get("/sign-on?q=" + mark + "&item=" + ITEM + "&page=1");
    Map<String, String> form = new HashMap<>(more);
    form.put("csrf", found.csrf());
    form.put("at", first(found.body(), "name=\"at\" value=\"(t_[A-Za-z0-9_-]{22})\""));
    form.put("item", ITEM);
    form.put("page", "1");
    Page leaving = browser.post("/sign-on", form);
    assertThat(leaving.status()).as(leaving.body()).isEqualTo(200);
    URI at = URI.create(first(leaving.body(), ON.pattern()).replace("&amp;", "&"));
    Map<String, String> request = new LinkedHashMap<>();
    URLUtils.parseParameters(at.getRawQuery())
        .forEach((name, values) -> request.put(name, values.get(0)));
    return request;
  }

  /** Signs somebody on, of whom this is said. */
  Page signOn(Browser browser, Map<String, Object> said) {
    Map<String, String> request = leave(browser, Map.of());
    return arrive(browser, request.get("state"), TestUniversity.code(request, said));
  }

  static Page arrive(Browser browser, String state, String code) {
    return browser.get("/sign-on/arrived?state=" + state + "&code=" + code);
  }

  static Map<String, Object> affiliation(String... values) {
    return Map.of("eduperson_scoped_affiliation", List.of(values));
  }

  static String landing(Browser browser) {
    return browser.get("/d/" + ITEM).body();
  }

  static String first(String body, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(body);
    if (!found.find()) {
      throw new AssertionError(pattern + " is not in:\n" + body);
    }
    return found.group(1);
  }
}
