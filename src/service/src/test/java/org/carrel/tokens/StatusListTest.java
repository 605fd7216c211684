package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.carrel.access.Limits;
import org.carrel.testing.TestClock;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusListTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAST_THE_CACHE = 1000;

  @Inject DocumentServer server;
  @Inject EntityManager entities;

  private static JsonNode claims(String jwt) throws Exception {
    return JSON.readTree(JWSObject.parse(jwt).getPayload().toString());
  }

  private JsonNode statusOf(Answer token) throws Exception {
    return claims(token.json().path("access_token").asText()).path("status").path("status_list");
  }

  private Answer list(JsonNode status, String... headers) {
    return server.get(status.path("uri").asText().substring(server.issuer.length()), headers);
  }

  private int valueAt(JsonNode status) throws Exception {
    Thread.sleep(PAST_THE_CACHE);
    JsonNode list = claims(list(status).body()).path("status_list");
    byte[] lst = Base64.getUrlDecoder().decode(list.path("lst").asText());
    byte[] bytes = new InflaterInputStream(new ByteArrayInputStream(lst)).readAllBytes();
    assertThat(bytes).hasSize(256 * 1024);
    int index = status.path("idx").asInt();
    return bytes[index / 4] >> (index % 4 * 2) & 3;
  }

  @Test
  void a_list_says_what_its_design_says() throws Exception {
    JsonNode status = statusOf(server.walk(server.browserWithPass()));
    Answer answer = list(status);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/statuslist+jwt");
    assertThat(JWSObject.parse(answer.body()).getHeader().toJSONObject())
        .containsOnlyKeys("alg", "typ", "kid")
        .containsEntry("typ", "statuslist+jwt");
    JsonNode claims = claims(answer.body());
    assertThat(claims.path("sub").asText()).isEqualTo(status.path("uri").asText());
    assertThat(claims.path("ttl").asInt()).isEqualTo(2);
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(claims.path("status_list").path("bits").asInt()).isEqualTo(2);
    assertThat(claims).hasSize(5);
  }

  @Test
  void a_list_signed_before_the_clock_jumped_is_not_handed_out_again() throws Exception {
    JsonNode status = statusOf(server.walk(server.browserWithPass()));
    long before = claims(list(status).body()).path("iat").asLong();
    TestClock.forward(StatusLists.LIFETIME.plusMinutes(1));
    long after = claims(list(status).body()).path("iat").asLong();
    assertThat(after - before).isGreaterThan(StatusLists.LIFETIME.toSeconds());
  }

  @Test
  void a_list_shows_within_a_second_what_happened_to_a_grant() throws Exception {
    Browser browser = server.browserWithPass();
    JsonNode status = statusOf(server.walk(browser));
    assertThat(valueAt(status)).isZero();
    server.in(grants -> grants.suspend(browser.grant(), "dispute"));
    assertThat(valueAt(status)).isEqualTo(2);
    server.in(grants -> grants.resume(browser.grant(), "dispute"));
    assertThat(valueAt(status)).isZero();
    server.in(grants -> grants.revoke(browser.grant(), "refund"));
    assertThat(valueAt(status)).isEqualTo(1);
  }

  @Test
  void a_restored_grant_gets_a_new_entry_and_the_old_one_stays_invalid() throws Exception {
    Browser browser = server.browserWithPass();
    JsonNode before = statusOf(server.walk(browser));
    server.in(grants -> grants.revoke(browser.grant(), "refund"));
    server.in(grants -> grants.restore(browser.grant()));
    JsonNode after = statusOf(server.walk(browser));
    assertThat(after).isNotEqualTo(before);
    assertThat(valueAt(before)).isEqualTo(1);
    assertThat(valueAt(after)).isZero();
  }

  @Test
  void what_did_not_change_is_not_sent_again() throws Exception {
    Browser browser = server.browserWithPass();
    JsonNode status = statusOf(server.walk(browser));
    String tag = list(status).header("ETag");
    assertThat(list(status, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(list(status, "If-None-Match", "\"other\", " + tag).status()).isEqualTo(304);
    server.in(grants -> grants.revoke(browser.grant(), "refund"));
    Thread.sleep(PAST_THE_CACHE);
    assertThat(list(status, "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void a_list_is_signed_anew_long_before_it_runs_out() throws Exception {
    JsonNode status = statusOf(server.walk(server.browserWithPass()));
    long before = claims(list(status).body()).path("exp").asLong();
    TestClock.forward(Duration.ofMinutes(2));
    Thread.sleep(PAST_THE_CACHE);
    assertThat(claims(list(status).body()).path("exp").asLong()).isGreaterThan(before + 60);
  }

  @Test
  void a_list_lives_on_with_a_grant_that_was_extended_and_is_gone_when_nothing_names_it()
      throws Exception {
    Browser browser = server.browserWithPass(Duration.ofHours(1), Limits.NONE);
    Answer first = server.walk(browser);
    JsonNode status = statusOf(first);
    server.in(grants -> grants.move(browser.grant(), TestClock.now().plus(Duration.ofDays(15))));
    TestClock.forward(Duration.ofDays(14));
    Answer renewed = server.refresh(first.json().path("refresh_token").asText());
    assertThat(statusOf(renewed)).isEqualTo(status);
    assertThat(list(status).status()).isEqualTo(200);
    TestClock.forward(Duration.ofDays(8));
    Thread.sleep(PAST_THE_CACHE);
    assertThat(list(status).status()).isEqualTo(404);
  }

  @Test
  void an_index_is_drawn_at_random_and_never_twice() throws Exception {
    Set<String> entries = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      JsonNode status = statusOf(server.walk(server.browserWithPass()));
      entries.add(status.toString());
      assertThat(status.path("idx").asInt()).isBetween(0, StatusLists.ENTRIES - 1);
    }
    assertThat(entries).hasSize(20);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () ->
                            entities
                                .createNativeQuery(
                                    "insert into status_entries (list_id, idx, grant_id,"
                                        + " incarnation) select list_id, idx, grant_id, 99"
                                        + " from status_entries limit 1")
                                .executeUpdate()))
        .hasMessageContaining("status_entries_index_used_once");
  }

  @Test
  void an_unknown_list_is_not_found() {
    for (String id : new String[] {"2026-W01-99", "x", "..%2f", "2026-W48-1%00"}) {
      assertThat(server.get("/status-lists/" + id).status()).as(id).isIn(400, 404);
    }
  }

  @Test
  void bits_are_laid_out_as_in_the_draft() {
    // two bits an entry, least significant first: 1,2,0,3, 0,1,0,1, 1,2,3,3 (section 4.1)
    Map<Integer, Integer> statuses = Map.of(0, 1, 1, 2, 3, 3, 5, 1, 7, 1, 8, 1, 9, 2, 10, 3, 11, 3);
    String lst = (String) StatusBits.of(12, statuses).claim().get("lst");
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(lst)))) {
      assertThat(in.readAllBytes()).containsExactly(0xc9, 0x44, 0xf9);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
