package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.carrel.access.Limits;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthorizeTest {
  @Inject DocumentServer server;

  private Answer with(String name, String value) {
    Map<String, String> request = server.request();
    if (value == null) {
      request.remove(name);
    } else {
      request.put(name, value);
    }
    return server.authorize(server.browserWithPass(), request);
  }

  @Test
  void a_browser_with_a_pass_goes_back_with_a_code_the_state_and_the_issuer() {
    Answer answer = server.authorize(server.browserWithPass(), server.request());
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.target()).isEqualTo(server.client.redirectUri());
    assertThat(answer.parameter("code")).matches("[A-Za-z0-9_-]{22}");
    assertThat(answer.parameter("state")).isEqualTo("the state");
    assertThat(answer.parameter("iss")).isEqualTo(server.issuer);
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void a_browser_without_a_pass_is_shown_the_landing_page_with_the_reason() {
    Browser stranger = new Browser("", "", "", "nothing=here");
    Answer answer = server.authorize(stranger, server.request());
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo(server.issuer + "/d/" + DocumentServer.HANDLE + "?id=4&reason=NO_LICENSE");
  }

  @Test
  void a_pass_kept_for_later_is_not_started_by_being_asked_for() {
    Browser browser = server.browserWithUnstartedPass(Limits.NONE);
    Answer answer = server.authorize(browser, server.request());
    assertThat(answer.parameter("reason")).isEqualTo("NOT_STARTED");
  }

  @Test
  void a_refunded_pass_leads_to_the_landing_page() {
    Browser browser = server.browserWithPass();
    server.in(grants -> grants.revoke(browser.grant(), "refund"));
    assertThat(server.authorize(browser, server.request()).parameter("reason"))
        .isEqualTo("REVOKED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/callback",
        "http://127.0.0.1:8081/callback/",
        "http://127.0.0.1:8081/callback?x=1",
        "http://127.0.0.1:8081/callback#f",
        "http://127.0.0.1:8081/callback@evil.example",
        "http://127.0.0.1:8081@evil.example/callback",
        "HTTP://127.0.0.1:8081/callback",
        "http://127.0.0.1:8081/%63allback",
        "http://127.0.0.1:8081/../callback",
        "//evil.example",
        "javascript:alert(1)",
        " http://127.0.0.1:8081/callback"
      })
  void it_redirects_to_no_address_but_the_registered_one(String redirectUri) {
    Answer answer = with("redirect_uri", redirectUri);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.body()).doesNotContain("evil.example");
  }

  @Test
  void without_a_known_client_or_an_address_there_is_a_page_and_no_redirect() {
    for (String name : List.of("client_id", "redirect_uri")) {
      assertThat(with(name, null).status()).isEqualTo(400);
      assertThat(with(name, "").header("Location")).isEmpty();
    }
    assertThat(with("client_id", "docserver2").status()).isEqualTo(400);
  }

  @Test
  void a_client_or_an_address_given_twice_is_no_client() {
    Browser browser = server.browserWithPass();
    String query = DocumentServer.form(server.request());
    for (String twice : List.of("client_id=docserver", "redirect_uri=https://evil.example")) {
      Answer answer =
          server.get("/oauth/authorize?" + query + "&" + twice, "Cookie", browser.cookie());
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Location")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      value = {
        "response_type | token | unsupported_response_type",
        "response_type | null | invalid_request",
        "response_mode | fragment | invalid_request",
        "code_challenge | null | invalid_request",
        "code_challenge | short | invalid_request",
        "code_challenge_method | plain | invalid_request",
        "code_challenge_method | null | invalid_request",
        "resource | http://127.0.0.1:8081/ | invalid_target",
        "resource | https://other.example | invalid_target",
        "resource | null | invalid_target",
        "scope | everything | invalid_scope",
        "request_uri | https://evil.example | request_uri_not_supported",
        "authorization_details | null | invalid_authorization_details",
        "authorization_details | [] | invalid_authorization_details",
        "authorization_details | not json | invalid_authorization_details"
      })
  void whatever_else_is_wrong_is_told_to_the_client(String name, String value, String error) {
    Answer answer = with(name, value);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.target()).isEqualTo(server.client.redirectUri());
    assertThat(answer.parameter("error")).isEqualTo(error);
    assertThat(answer.parameter("state")).isEqualTo("the state");
    assertThat(answer.parameter("iss")).isEqualTo(server.issuer);
    assertThat(answer.parameter("code")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"]}",
        "[{\"type\":\"other\",\"docs\":[\"hein.crs/govekfi0001\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"a/b\",\"a/c\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[1]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"../etc/passwd\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"//evil.example/x\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"],\"actions\":[\"write\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"],\"actions\":[]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"],\"privileges\":[\"x\"]}]",
        "[{\"type\":\"carrel_docs\",\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"]}]",
        "[{\"type\":\"carrel_docs\",\"docs\":[\"hein.crs/govekfi0001\"]}] x"
      })
  void a_detail_is_read_strictly(String details) {
    assertThat(with("authorization_details", details).parameter("error"))
        .isEqualTo("invalid_authorization_details");
  }

  @Test
  void a_page_that_cannot_be_is_the_first() {
    Browser stranger = new Browser("", "", "", "nothing=here");
    Map<String, String> request = server.request();
    request.put("page", "-1&reason=x");
    Answer answer = server.authorize(stranger, request);
    assertThat(answer.parameter("id")).isEqualTo("1");
    assertThat(answer.parameter("reason")).isEqualTo("NO_LICENSE");
  }
}
