package org.carrel.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Puts an instance's own addresses in the place of the demo's, which the imported realms hold: in
 * their clients, their identity providers and the mail server. Doing it twice does no harm.
 */
final class RealmAddresses {
  static final String ADMIN = "admin";
  static final String PASSWORD = "demo-admin";
  private static final String PEOPLE = "carrel";
  private static final List<String> REALMS = List.of(PEOPLE, "institutions", "university");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Addresses at;

  RealmAddresses(Addresses at) {
    this.at = at;
  }

  void put() {
    try {
      String token = token();
      for (String realm : REALMS) {
        replace(token, realm + "/clients", "id");
        replace(token, realm + "/identity-provider/instances", "alias");
      }
      ObjectNode all = (ObjectNode) JSON.readTree(call(token, "GET", PEOPLE, ""));
      ObjectNode mail = all.withObject("/smtpServer").put("port", Integer.toString(at.smtp()));
      call(token, "PUT", PEOPLE, JSON.createObjectNode().set("smtpServer", mail).toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak's realm cannot be given its addresses", e);
    }
  }

  private void replace(String token, String path, String id) throws IOException {
    Addresses demo = Addresses.demo();
    for (JsonNode found : JSON.readTree(call(token, "GET", path, ""))) {
      String before = JSON.writeValueAsString(found);
      String after =
          before
              .replace(demo.serviceUrl(), at.serviceUrl())
              .replace(demo.keycloakUrl(), at.keycloakUrl());
      if (!after.equals(before)) {
        call(token, "PUT", path + "/" + found.get(id).asText(), after);
      }
    }
  }

  private String token() throws IOException {
    String form =
        "grant_type=password&client_id=admin-cli&username=" + ADMIN + "&password=" + PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(at.keycloakUrl() + "/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return JSON.readTree(send(request)).get("access_token").asText();
  }

  private String call(String token, String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(at.keycloakUrl() + "/admin/realms/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  private String send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            request.method() + " " + request.uri() + " was answered with " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
