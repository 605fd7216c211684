package org.carrel.payments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.carrel.base.Ids;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StripeWebhookApiTest {
  private static String event(String id, String type) {
    return """
    {"id":"%s","object":"event","type":"%s","livemode":false,"data":{"object":
    {"id":"cs_x","object":"checkout.session","client_reference_id":"o_of_nobody"}}}"""
        .formatted(id, type);
  }

  private static String newId() {
    return "evt_" + Ids.random().replaceAll("\\W", "x").replace('-', 'x');
  }

  private static int deliver(String body, String header) {
    var request = given().contentType(ContentType.JSON).body(body);
    return (header == null ? request : request.header("Stripe-Signature", header))
        .post("/stripe/webhook")
        .statusCode();
  }

  private static int deliver(String body) {
    return deliver(body, signed(body, TestClock.now()));
  }

  private static String signed(String body, Instant when) {
    return WebhookSignatureTest.header(TestStripe.WEBHOOK_SECRET, when, body);
  }

  private static List<String> statesOf(String id) throws SQLException {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement query =
            connection.prepareStatement("select state from stripe_events where id = ?")) {
      query.setString(1, id);
      ResultSet rows = query.executeQuery();
      List<String> states = new java.util.ArrayList<>();
      while (rows.next()) {
        states.add(rows.getString(1));
      }
      return states;
    }
  }

  @Test
  void an_event_is_stored_once_however_often_it_is_delivered() throws SQLException {
    String id = newId();
    String body = event(id, "checkout.session.completed");
    assertThat(deliver(body)).isEqualTo(204);
    assertThat(deliver(body)).isEqualTo(204);
    assertThat(statesOf(id)).hasSize(1);
  }

  @Test
  void an_unknown_type_is_stored_and_ignored() throws SQLException {
    String id = newId();
    assertThat(deliver(event(id, "payout.reconciled"))).isEqualTo(204);
    assertThat(statesOf(id)).containsExactly("IGNORED");
  }

  @Test
  void what_nobody_of_ours_signed_is_400_and_leaves_nothing() throws SQLException {
    String id = newId();
    String body = event(id, "checkout.session.completed");
    String good = signed(body, TestClock.now());
    for (String header :
        new String[] {
          null,
          "",
          "junk",
          "t=abc,v1=00",
          "t=1,v1=" + "0".repeat(64),
          good.replaceFirst("v1=.", "v1="),
          signed(body, TestClock.now().minusSeconds(3600)),
          signed(body, TestClock.now().plusSeconds(86_400)),
          WebhookSignatureTest.header("whsec_other", TestClock.now(), body)
        }) {
      assertThat(deliver(body, header)).as(String.valueOf(header)).isEqualTo(400);
    }
    assertThat(statesOf(id)).isEmpty();
  }

  @Test
  void a_signed_body_that_is_no_event_is_400_and_never_500() {
    for (String body :
        List.of("", "null", "[]", "{", "{}", "{\"object\":\"event\"}", "\u0000", "{\"id\":1}")) {
      assertThat(deliver(body)).as(body).isEqualTo(400);
    }
  }

  @Test
  void a_body_larger_than_any_event_is_refused() {
    String body = "x".repeat(600 * 1024);
    assertThat(deliver(body)).isEqualTo(413);
  }
}
