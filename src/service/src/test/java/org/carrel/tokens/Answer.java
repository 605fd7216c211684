package org.carrel.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** An HTTP answer as tests look at it. */
record Answer(int status, HttpResponse<String> http) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String body() {
    return http.body();
  }

  String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }

  JsonNode json() {
    try {
      return JSON.readTree(body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + body(), e);
    }
  }

  String error() {
    return json().path("error").asText("");
  }

  /** The address to which the answer redirects, without its query. */
  String target() {
    return header("Location").replaceFirst("\\?.*", "");
  }

  /** A parameter of the address to which the answer redirects. */
  String parameter(String name) {
    String query = URI.create(header("Location")).getRawQuery();
    Map<String, List<String>> parameters = URLUtils.parseParameters(query == null ? "" : query);
    return parameters.getOrDefault(name, List.of("")).get(0);
  }
}
