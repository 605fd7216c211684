package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.carrel.tokens.DocumentServer.Browser;
import org.carrel.usage.CountUsage;
import org.carrel.usage.UsageReport;
import org.junit.jupiter.api.Test;

/** What document servers tell: each event once, without a person, and its counts. */
@QuarkusTest
class UsageEventsTest {
  private static final String ONE = "hein.crs/govekfi0001";
  private static final String OTHER = "us.declaration/declaration";

  @Inject DocumentServer server;
  @Inject CountUsage usage;

  private static String event(String id, String kind, String item, String names) {
    return "{\"id\":\"%s\",\"at\":%d,\"kind\":\"%s\",\"item\":\"%s\"%s}"
        .formatted(id, TestClock.now().toEpochMilli(), kind, item, names);
  }

  private static String names(String sub, String jti, String sid) {
    return ",\"sub\":\"%s\",\"jti\":\"%s\",\"sid\":\"%s\"".formatted(sub, jti, sid);
  }

  private int tell(String... events) {
    return server
        .report("/usage/events", "{\"events\":[" + String.join(",", events) + "]}")
        .status();
  }

  @Test
  void an_event_told_twice_counts_once_and_is_known_by_its_institution() {
    String institution = Ids.of("i");
    String token = issue(grant(institution));
    String opened = event(Ids.of("e"), "OPENED", ONE, names(institution, token, Ids.random()));
    assertThat(tell(opened)).isEqualTo(204);
    assertThat(tell(opened, opened)).isEqualTo(204);
    assertThat(rows("holder = ?", "institution:" + institution)).hasSize(1);
  }

  @Test
  void the_grant_is_found_by_the_token_and_documents_of_fewer_than_five_sessions_are_not_named() {
    String institution = Ids.of("i");
    String grant = grant(institution);
    String token = issue(grant);
    List<String> sessions = IntStream.range(0, 5).mapToObj(i -> Ids.random()).toList();
    for (String session : sessions) {
      tell(event(Ids.of("e"), "OPENED", ONE, names(institution, token, session)));
    }
    for (String session : sessions.subList(0, 4)) {
      tell(
          event(Ids.of("e"), "OPENED", OTHER, names(institution, token, session)),
          event(Ids.of("e"), "DOWNLOADED", OTHER, names(institution, token, session)),
          event(Ids.of("e"), "REFUSED", OTHER, names(institution, token, session)));
    }
    tell(event(Ids.of("e"), "REFUSED", OTHER, names(institution, token, sessions.get(4))));
    UsageReport report = usage.of(grant);
    assertThat(report.sessions()).isEqualTo(5);
    assertThat(report.opened()).isEqualTo(9);
    assertThat(report.downloaded()).isEqualTo(4);
    assertThat(report.refused()).isEqualTo(5);
    assertThat(report.documents()).extracting(UsageReport.Document::handle).containsExactly(ONE);
    assertThat(report.documents().get(0).sessions()).isEqualTo(5);
    assertThat(report.documents().get(0).title()).isNotEqualTo(ONE);
    tell(event(Ids.of("e"), "OPENED", OTHER, names(institution, token, sessions.get(4))));
    assertThat(usage.of(grant).documents()).hasSize(2);
    assertThat(usage.of(grant("i_" + Ids.random())).isEmpty()).isTrue();
  }

  @Test
  void a_token_of_another_server_or_of_nobody_adds_nothing_to_an_institution() {
    String institution = Ids.of("i");
    String grant = grant(institution);
    String another = issue(grant, "another-server");
    for (String token : List.of(another, Ids.random())) {
      String id = Ids.of("e");
      assertThat(tell(event(id, "REFUSED", ONE, names(institution, token, Ids.random()))))
          .isEqualTo(204);
      assertThat(rows("id = ?", id)).containsExactly("REFUSED " + ONE + " null null null");
    }
    String without = Ids.of("e");
    tell(event(without, "OPENED", ONE, ",\"sub\":\"" + institution + "\""));
    assertThat(rows("id = ?", without)).containsExactly("OPENED " + ONE + " null null null");
    assertThat(usage.of(grant).isEmpty()).isTrue();
  }

  @Test
  void of_what_is_read_on_a_pass_only_the_document_is_kept() throws Exception {
    Browser browser = server.browserWithPass();
    String jwt = server.walk(browser).json().path("access_token").asText();
    String token = SignedJWT.parse(jwt).getJWTClaimsSet().getJWTID();
    String id = Ids.of("e");
    assertThat(tell(event(id, "OPENED", ONE, names(browser.pass(), token, "s")))).isEqualTo(204);
    assertThat(rows("id = ?", id)).containsExactly("OPENED " + ONE + " null null null");
    String nobody = Ids.of("e");
    tell(event(nobody, "REFUSED", ONE, ""));
    assertThat(rows("id = ?", nobody)).containsExactly("REFUSED " + ONE + " null null null");
  }

  @Test
  void an_event_that_makes_no_sense_holds_up_no_other() {
    String good = Ids.of("e");
    String late = Ids.of("e");
    assertThat(
            tell(
                "null",
                "{}",
                event(Ids.of("e"), "BURNT", ONE, ""),
                event("e_short", "OPENED", ONE, ""),
                event(Ids.of("e"), "OPENED", "with a blank", ""),
                event(Ids.of("e"), "OPENED", ONE, ",\"sub\":\"i_';drop\""),
                event(late, "OPENED", ONE, "").replaceFirst("\"at\":\\d+", "\"at\":9999999999999"),
                event(good, "OPENED", ONE, ",\"page\":4")))
        .isEqualTo(204);
    assertThat(rows("id = ?", good)).hasSize(1);
    assertThat(rows("id = ?", late)).isEmpty();
  }

  @Test
  void only_a_document_server_may_tell_and_only_what_can_be_read() {
    assertThat(server.post("/usage/events", "{\"events\":[]}").status()).isEqualTo(401);
    for (String body : List.of("", "[]", "{", "{\"events\":{}}", "{\"events\":[]} 1", "null")) {
      assertThat(server.report("/usage/events", body).status()).as(body).isEqualTo(400);
    }
    String many = IntStream.range(0, 1_001).mapToObj(i -> "null").collect(Collectors.joining(","));
    assertThat(tell(many)).isEqualTo(400);
    assertThat(tell()).isEqualTo(204);
  }

  private String grant(String institution) {
    NewGrant made =
        NewGrant.of(
            "institution:" + institution,
            new Source("courtesy", Ids.random()),
            Set.of(),
            Limits.NONE);
    Window window = Window.of(TestClock.now().truncatedTo(ChronoUnit.MILLIS), Duration.ofDays(9));
    server.in(
        grants -> {
          grants.grant(made);
          grants.start(made.id(), window);
        });
    return made.id();
  }

  /** Writes down a token as if it had been issued on a grant. */
  private static String issue(String grant) {
    return issue(grant, "docserver");
  }

  private static String issue(String grant, String client) {
    String jti = Ids.random();
    update(
        "insert into token_issues (jti, kid, grant_id, incarnation, client_id, refresh_token_id,"
            + " issued_at, expires_at) select ?, 'a-key', id, 1, ?, 'a-refresh-token',"
            + " starts_at, ends_at from grants where id = ?",
        jti,
        client,
        grant);
    return jti;
  }

  private static List<String> rows(String where, String value) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement =
            connection.prepareStatement("select * from usage_events where " + where)) {
      statement.setString(1, value);
      List<String> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(
              String.format(
                  Locale.ROOT,
                  "%s %s %s %s %s",
                  row.getString("kind"),
                  row.getString("item"),
                  row.getString("grant_id"),
                  row.getString("holder"),
                  row.getString("session_hash")));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(String sql, String... values) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
