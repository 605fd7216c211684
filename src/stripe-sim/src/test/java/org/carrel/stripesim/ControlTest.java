package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.checkout.Session;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carrel.stripesim.wire.Json;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class ControlTest extends RunningSim {
  @Test
  void operations_are_counted_and_those_outside_the_description_are_named() throws Exception {
    long before = calls("Checkout.Sessions.create");
    aSession();
    api("/v1/checkout/sessions", "mode=payment&nonsense=1");
    assertThat(calls("Checkout.Sessions.create")).isEqualTo(before + 2);
    JsonNode outside = operations().get("outside_description");
    assertThat(outside).hasSize(2);
    assertThat(outside.get(0).get("endpoint").asText()).startsWith("GET /v1/balance_transactions");
    assertThat(outside.get(0).get("reason").asText()).contains("stripe-java");
    assertThat(get("/sim/operations.txt", Map.of()).body())
        .containsPattern("Checkout.Sessions.create +[0-9]+ +[0-9]+ +0\n")
        .contains("outside the description: GET /v1/balance_transactions");
  }

  private JsonNode operations() {
    return Json.read(get("/sim/operations", Map.of()).body());
  }

  private long calls(String operation) {
    for (JsonNode row : operations().get("operations")) {
      if (row.get("operation").asText().equals(operation)) {
        return row.get("calls").asLong();
      }
    }
    return 0;
  }

  @Test
  void the_clock_moves_forward_only() {
    Instant before = simulatedNow();
    moveClock(Duration.ofHours(1));
    assertThat(simulatedNow()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
    assertThat(post("/sim/clock", "{\"forward\": \"-PT1S\"}", Map.of()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void what_the_controls_do_not_understand_is_400() {
    for (String body : new String[] {"{", "[]", "{\"nxt\": 1}", "{\"for\": \"soon\"}"}) {
      assertThat(post("/sim/webhooks/hold", body, Map.of()).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(post("/sim/webhooks/duplicate", "{\"copies\": 0}", Map.of()).statusCode())
        .isEqualTo(400);
    assertThat(post("/sim/events/evt_none/resend", "", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void the_page_shows_what_happened_and_its_buttons_work() throws Exception {
    Session session = paid(aSession());
    String page = get("/sim", Map.of()).body();
    assertThat(page).contains(session.getId(), "checkout.session.completed", "$19.00");
    assertThat(submit("/sim/actions/hold", Map.of("value", "")).statusCode()).isEqualTo(303);
    assertThat(get("/sim", Map.of()).body()).contains("New deliveries are held until");
    assertThat(submit("/sim/actions/release", Map.of()).statusCode()).isEqualTo(303);
    assertThat(submit("/sim/actions/duplicate", Map.of("value", "3")).statusCode()).isEqualTo(303);
    assertThat(get("/sim", Map.of()).body()).contains("sent 3 times");
    assertThat(submit("/sim/actions/delay", Map.of("value", "soon")).statusCode()).isEqualTo(422);
    assertThat(submit("/sim/actions/clock", Map.of("value", "PT1S")).statusCode()).isEqualTo(303);
    assertThat(submit("/sim/actions/dance", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void a_foreign_page_or_a_foreign_name_cannot_reach_the_controls() throws IOException {
    assertThat(post("/sim/clock", "{}", Map.of("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(post("/sim/clock", "{}", Map.of("Origin", base())).statusCode()).isEqualTo(200);
    assertThat(statusLine("rebound.example")).contains("403");
    assertThat(statusLine("localhost:" + root.getPort())).contains("200");
    for (String path :
        List.of("//sim/clock", "/%73im/clock", "/x/../sim/clock", "/sim;x/clock", "/./sim/clock")) {
      assertThat(statusLine("rebound.example", path)).as(path).doesNotContain("200");
    }
  }

  private String statusLine(String host) throws IOException {
    return statusLine(host, "/sim/clock");
  }

  private String statusLine(String host, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", root.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void it_says_when_it_is_ready() {
    assertThat(get("/sim/ready", Map.of()).statusCode()).isEqualTo(200);
  }
}
