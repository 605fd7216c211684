package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.sales.LibraryThings.Things;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestDatabase;
import org.carrel.web.LibrarianRoutes.Pair;

/**
 * Two institutions with a librarian each, and what the first one has, by the words of {@code
 * librarian-routes.txt}.
 */
final class TwoLibraries {
  private static final Pattern OWN_ADDRESS =
      Pattern.compile("(?:href|action)=\"(/institution/[^\"#]+)\"");

  private final Browser staff = new Browser("iris staff");
  private final String id;
  private final String other = institution();
  private final String account;
  private final Browser librarian;
  private final Browser stranger = new Browser(account(other));
  private final Map<String, String> words = new LinkedHashMap<>();

  /** New librarians of the institution that has these things, and of another one. */
  TwoLibraries(Things things) {
    id = things.institution();
    account = account(id);
    librarian = new Browser(account);
    words.put("<own>", id);
    words.put("<agreement>", things.agreement());
    words.put("<trial>", things.trial());
    words.put("<reader>", readerOf(account(id)));
    words.put("<newcomer>", known() + "@login.example");
  }

  /** The institution's own librarian asks. */
  Page own(Pair pair) {
    return send(librarian, pair, id);
  }

  /** The other institution's librarian asks for exactly the same. */
  Page strange(Pair pair) {
    return send(stranger, pair, id);
  }

  /** The other institution's librarian asks at the own institution for what is the first one's. */
  Page crossed(Pair pair) {
    return send(stranger, pair, other);
  }

  /** Staff take the role from the institution's librarian. */
  void endRole() {
    Page page =
        post(
            staff,
            "/staff/institutions/" + id + "/people/librarians/end",
            Map.of("reader", readerOf(account)));
    assertThat(page.status()).isEqualTo(303);
  }

  /**
   * What the institution's page leads to of its own, each with the answer to the other librarian.
   */
  Map<String, Integer> linksForStrangers() {
    Matcher links = OWN_ADDRESS.matcher(librarian.get("/institution/" + id).body());
    Map<String, Integer> answers = new LinkedHashMap<>();
    while (links.find()) {
      String link = links.group(1).replace("&amp;", "&");
      answers.put("GET " + link, stranger.get(link).status());
      answers.put("POST " + link, post(stranger, link, Map.of()).status());
    }
    return answers;
  }

  private Page send(Browser browser, Pair pair, String institution) {
    Map<String, String> form = new HashMap<>();
    pair.form().forEach((name, value) -> form.put(name, in(value, institution)));
    String path = in(pair.asked(), institution);
    return pair.method().equals("GET") ? browser.get(path) : post(browser, path, form);
  }

  private String in(String text, String institution) {
    String written = text.replace("<own>", institution);
    for (Map.Entry<String, String> word : words.entrySet()) {
      written = written.replace(word.getKey(), word.getValue());
    }
    assertThat(written).as("words of librarian-routes.txt").doesNotContain("<", "{");
    return written;
  }

  private String institution() {
    Map<String, String> form =
        Map.of(
            "name", "Library " + Ids.random(),
            "country", "US",
            "type", "UNIVERSITY",
            "zone", "America/New_York");
    String at = post(staff, "/staff/institutions", form).location();
    return at.substring(at.lastIndexOf('/') + 1);
  }

  /** An account that staff made a librarian. */
  private String account(String institution) {
    String name = known();
    Page page =
        post(
            staff,
            "/staff/institutions/" + institution + "/people/librarians",
            Map.of("email", name + "@login.example"));
    assertThat(page.status()).isEqualTo(303);
    return name;
  }

  private static String known() {
    String name = "l" + Ids.random().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    assertThat(new Browser(name).get("/me").status()).isEqualTo(200);
    return name;
  }

  private static Page post(Browser browser, String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", browser.get("/institutions").csrf());
    return browser.post(path, form);
  }

  private static String readerOf(String account) {
    String sql = "select id from readers where email = ?";
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, account + "@login.example");
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getString(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
