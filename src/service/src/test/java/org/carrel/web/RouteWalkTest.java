package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestDatabase;
import org.carrel.web.RouteTable.Role;
import org.carrel.web.RouteTable.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Walks every route as an anonymous visitor, as a reader who bought a pass, as another reader who
 * bought one too, and as staff, and asks each for what belongs to the first reader.
 */
@QuarkusTest
class RouteWalkTest {
  private static final String READER = "walk-reader";
  private static final String OTHER = "walk-other";
  private static final String STAFF = "walk-staff staff";

  /** A page with a form that everybody may open. */
  private static final String FORM = "/institutions";

  /** Ours, and the one of RFC 6749 5.1. */
  private static final List<String> KEPT_BY_NOBODY = List.of("private, no-store", "no-store");

  private static final String OLD_FORM = "This form has grown old";

  @Inject MockMailbox mailbox;

  private final List<String> wrong = new ArrayList<>();

  @AfterEach
  void show() {
    wrong.clear();
  }

  @Test
  void each_page_answers_each_visitor_as_the_table_says_and_is_kept_by_whom_it_says() {
    Belongings things = buy(READER);
    Browser other = buy(OTHER).buyer.browser;
    Browser staff = withCookie(new Browser(STAFF));
    for (Row row : RouteTable.rows()) {
      if (!row.changes()) {
        String path = things.in(row.asked());
        Page anonymous = new Browser().get(path);
        Page stranger = other.get(path);
        List<Page> pages =
            List.of(anonymous, things.buyer.browser.get(path), stranger, staff.get(path));
        compare(row, pages);
        if (!row.asked().contains("<link>")) {
          assertThat(anonymous.body() + stranger.body())
              .as("GET %s shows the reader's address to others", row.path())
              .doesNotContain(things.buyer.email);
        }
      }
    }
    assertThat(wrong).as(HOW).isEmpty();
  }

  @Test
  void each_change_of_state_without_its_token_is_refused_to_everybody() {
    Belongings things = buy(READER);
    Browser other = buy(OTHER).buyer.browser;
    Browser staff = withCookie(new Browser(STAFF));
    for (Row row : RouteTable.rows()) {
      if (row.guard().equals("csrf")) {
        String path = things.in(row.asked());
        for (Role role : Role.values()) {
          Browser browser =
              switch (role) {
                case ANONYMOUS -> withCookie(new Browser());
                case READER -> things.buyer.browser;
                case OTHER -> other;
                case STAFF -> staff;
              };
          Page page = browser.post(path, row.form());
          boolean mayNot = List.of(401, 403).contains(row.answerTo(role));
          if (!(mayNot ? page.status() == row.answerTo(role) : page.body().contains(OLD_FORM))) {
            wrong.add(
                "%s POST %s without a token answers %d".formatted(role, row.path(), page.status()));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(stateOf(things)).as("the pass, after all this").isEqualTo("READY");
  }

  @Test
  void each_change_of_state_with_its_token_is_done_for_whom_the_table_says() {
    Belongings things = buy(READER);
    Browser other = buy(OTHER).buyer.browser;
    List<List<Page>> answers = new ArrayList<>();
    List<Row> rows = RouteTable.rows().stream().filter(Row::changes).toList();
    for (Row row : rows) {
      String path = things.in(row.asked());
      answers.add(new ArrayList<>(List.of(send(new Browser(), row, path), send(other, row, path))));
      if (row.asked().contains("<link>")) {
        things = buy(READER); // whoever has a link may use it
      }
    }
    assertThat(stateOf(things)).as("the pass, after strangers tried").isEqualTo("READY");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      things = own(row, things);
      answers.get(i).add(1, send(things.buyer.browser, row, things.in(row.asked())));
      things = own(row, things);
      answers.get(i).add(send(new Browser(STAFF), row, things.in(row.asked())));
      compare(row, answers.get(i));
    }
    assertThat(wrong).as(HOW).isEmpty();
  }

  private static final String HOW =
      "routes.txt differs: each line below is what the service answers; where that is right, write"
          + " the line there, else mend the route";

  /** Something of the reader's own that no earlier step has used up. */
  private Belongings own(Row row, Belongings before) {
    boolean untouched = !row.asked().contains("<") && !row.path().equals("/sign-out");
    return untouched ? before : buy(READER);
  }

  private void compare(Row row, List<Page> pages) {
    List<Integer> statuses = pages.stream().map(Page::status).toList();
    String kept = keptBy(row, pages);
    if (!statuses.equals(row.answers()) || !kept.equals(row.keep())) {
      wrong.add(row.line(kept, statuses));
    }
  }

  /** Who may keep the answers, as the table says it. */
  private static String keptBy(Row row, List<Page> pages) {
    String anonymous = header(pages.get(0), "Cache-Control");
    List<String> known =
        pages.stream().skip(1).map(page -> header(page, "Cache-Control")).distinct().toList();
    List<Page> shared =
        pages.stream().filter(page -> header(page, "Cache-Control").startsWith("public")).toList();
    for (Page page : shared) {
      assertThat(header(page, "Set-Cookie"))
          .as("%s %s may be kept by others and sets a cookie", row.method(), row.path())
          .isEmpty();
      assertThat(page.body())
          .as("%s %s may be kept by others and holds a token", row.method(), row.path())
          .doesNotContain("name=\"csrf\"");
    }
    boolean asksFirst = anonymous.equals("public, no-cache");
    if (!asksFirst && !anonymous.startsWith("public, max-age=")) {
      boolean nobody = KEPT_BY_NOBODY.contains(anonymous) && known.equals(List.of(anonymous));
      return nobody ? "private" : "mixed";
    }
    String seconds = asksFirst ? "0" : anonymous.substring(anonymous.indexOf('=') + 1);
    if (known.equals(List.of(anonymous))) {
      return "public:" + seconds;
    }
    boolean varies =
        header(pages.get(0), "Vary").contains("Cookie")
            && header(pages.get(0), "Vary").contains("Authorization")
            && header(pages.get(1), "Vary").contains("Cookie")
            && !header(pages.get(0), "ETag").isEmpty();
    return varies && known.equals(List.of("private, no-store")) ? "visitor:" + seconds : "mixed";
  }

  private static String header(Page page, String name) {
    return String.join(", ", page.raw().headers().allValues(name));
  }

  private static Page send(Browser browser, Row row, String path) {
    Map<String, String> form = new HashMap<>(row.form());
    if (row.guard().equals("csrf")) {
      form.put("csrf", browser.get(FORM).csrf());
    }
    return browser.post(path, form);
  }

  private static Browser withCookie(Browser browser) {
    browser.get(FORM);
    return browser;
  }

  private Belongings buy(String login) {
    return Belongings.of(login, RouteWalkTest::text, () -> this::mailTo);
  }

  private String mailTo(String address) {
    return mailbox.getMailsSentTo(address).stream()
        .map(mail -> mail.getText())
        .reduce((first, second) -> second)
        .orElse("");
  }

  private static String stateOf(Belongings things) {
    return text("select state from passes where id = ?", things.pass());
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
