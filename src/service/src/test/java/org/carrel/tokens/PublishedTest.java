package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.carrel.access.Allowances;
import org.carrel.access.Limits;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublishedTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject DocumentServer server;
  @Inject Allowances allowances;

  @Test
  void the_metadata_names_what_is_offered_and_nothing_else() throws Exception {
    Answer answer = server.get("/.well-known/oauth-authorization-server");
    AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(answer.body());
    assertThat(metadata.getIssuer().getValue()).isEqualTo(server.issuer);
    assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    JsonNode json = answer.json();
    assertThat(json.path("authorization_details_types_supported").toString())
        .isEqualTo("[\"carrel_docs\"]");
    assertThat(json.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
    assertThat(json.path("token_endpoint_auth_methods_supported").toString())
        .isEqualTo("[\"client_secret_basic\"]");
    assertThat(json.path("grant_types_supported").toString())
        .isEqualTo("[\"authorization_code\",\"refresh_token\"]");
    assertThat(json.path("response_types_supported").toString()).isEqualTo("[\"code\"]");
    for (String endpoint :
        new String[] {"authorization_endpoint", "token_endpoint", "revocation_endpoint"}) {
      assertThat(json.path(endpoint).asText()).startsWith(server.issuer + "/oauth/");
    }
    assertThat(json.path("jwks_uri").asText()).isEqualTo(server.issuer + "/oauth/jwks");
  }

  @Test
  void the_key_set_is_public_short_lived_and_holds_no_private_part() {
    Answer answer = server.get("/oauth/jwks");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=2");
    assertThat(answer.json().path("keys").size()).isGreaterThanOrEqualTo(2);
    for (JsonNode key : answer.json().path("keys")) {
      assertThat(key.has("d")).isFalse();
      assertThat(key.path("alg").asText()).isEqualTo("ES256");
      assertThat(key.path("use").asText()).isEqualTo("sig");
    }
    assertThat(server.get("/oauth/jwks", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void the_collection_map_is_signed_and_names_the_collections_of_each_title() throws Exception {
    Answer answer = server.get("/collection-map");
    JWSObject jwt = JWSObject.parse(answer.body());
    assertThat(jwt.getHeader().getType().getType()).isEqualTo("collection-map+jwt");
    JsonNode claims = JSON.readTree(jwt.getPayload().toString());
    assertThat(claims.path("iss").asText()).isEqualTo(server.issuer);
    assertThat(claims.path("titles").path("hein.crs").toString()).isEqualTo("[1]");
    assertThat(claims.path("titles").path("us.founding").toString()).isEqualTo("[2]");
    assertThat(server.get("/collection-map", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void use_is_counted_once_for_each_report_and_shows_in_the_next_token() throws Exception {
    Browser browser = server.browserWithPass(java.time.Duration.ofHours(24), new Limits(10, 2));
    Answer first = server.walk(browser);
    String report =
        "{\"server\":\"%s\",\"report\":17,\"uses\":[{\"sub\":\"%s\",\"pages\":3,\"downloads\":1}]}"
            .formatted("docserver-" + browser.pass().substring(2, 8), browser.pass());
    for (int i = 0; i < 3; i++) {
      assertThat(server.report(report).status()).isEqualTo(204);
    }
    assertThat(allowances.remaining(browser.grant()).pages()).isEqualTo(7);
    Answer renewed = server.refresh(first.json().path("refresh_token").asText());
    assertThat(renewed.json().path("authorization_details").get(0).path("lim").toString())
        .isEqualTo("{\"pg\":7,\"dl\":1}");
    assertThat(server.report(report.replace("17", "18")).status()).isEqualTo(204);
    assertThat(server.report(report.replace("17", "19")).status()).isEqualTo(204);
    assertThat(allowances.remaining(browser.grant()).pages()).isEqualTo(1);
    assertThat(allowances.remaining(browser.grant()).downloads()).isZero();
  }

  @Test
  void a_report_that_is_none_is_refused_and_an_unknown_pass_holds_up_nothing() {
    for (String bad :
        new String[] {
          "",
          "null",
          "[]",
          "{}",
          "{\"server\":\"a\",\"report\":1}",
          "{\"server\":\"a\",\"report\":-1,\"uses\":[]}",
          "{\"server\":\"a b\",\"report\":1,\"uses\":[]}",
          "{\"server\":\"a\",\"report\":1,\"uses\":[null]}",
          "{\"server\":\"a\",\"report\":1,\"uses\":[{\"sub\":\"p\",\"pages\":-3,\"downloads\":0}]}",
          "{\"server\":\"a\",\"report\":1,\"uses\":[{\"sub\":\"p\",\"pages\":1.5,\"downloads\":0}]}",
          "{\"server\":\"a\",\"report\":99999999999999999999,\"uses\":[]}"
        }) {
      assertThat(server.report(bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(
            server
                .report(
                    "{\"server\":\"unknown\",\"report\":1,\"uses\":"
                        + "[{\"sub\":\"p_unknown\",\"pages\":1,\"downloads\":0}]}")
                .status())
        .isEqualTo(204);
  }
}
