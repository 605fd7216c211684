package org.carrel.stories;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A buyer without a browser: plain HTTP, a jar of cookies by host, forms sent as they were given.
 */
final class HttpBuyer {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final Pattern HIDDEN =
      Pattern.compile("<input[^>]*type=\"?hidden\"?[^>]*>", Pattern.CASE_INSENSITIVE);

  private final Map<String, Map<String, String>> jars = new HashMap<>();
  private final URI service;
  private final String email;

  /** A buyer that sends what is meant for the service's public address to {@code service}. */
  HttpBuyer(URI service, String email) {
    this.service = service;
    this.email = email;
  }

  /** Buys a pass to keep and pays for it; does not go to the success page. Returns its address. */
  URI payFor(String plan, String handle) throws IOException, InterruptedException {
    URI checkout = service.resolve("/checkout?plan=" + plan + "&item=" + handle + "&page=1");
    String form = get(checkout).body();
    Map<String, String> fields = hidden(form);
    fields.putIfAbsent("plan", plan);
    fields.putIfAbsent("item", handle);
    fields.putIfAbsent("page", "1");
    fields.put("email", email);
    fields.put("begin", "later");
    HttpResponse<String> sent = post(service.resolve("/checkout"), fields);
    URI hosted = location(sent);
    Map<String, String> card = hidden(get(hosted).body());
    card.put("email", email);
    card.put("number", Visit.GOOD_CARD);
    card.put("expiry", "12 / 34");
    card.put("cvc", "123");
    card.put("name", "R. Reader");
    card.putAll(Map.of("line1", "1 Main Street", "city", "Springfield", "postal_code", "62701"));
    return location(post(hosted, card));
  }

  /** The hidden fields of a page of the service, the token of its forms among them. */
  Map<String, String> hiddenAt(String path) throws IOException, InterruptedException {
    return hidden(get(service.resolve(path)).body());
  }

  /** The cookies that the service has set. */
  String cookies() {
    return jars.getOrDefault("service", Map.of()).entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Opens the success page at one of the service's processes. */
  HttpResponse<String> open(URI success, URI process) throws IOException, InterruptedException {
    return get(process.resolve(success.getRawPath() + "?" + success.getRawQuery()));
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return send(uri, HttpRequest.newBuilder(uri).GET());
  }

  private HttpResponse<String> post(URI uri, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        uri,
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(URI uri, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    // The two processes of the service share one public host, so they share its cookies too.
    String site = uri.getPort() == sim(uri) ? "sim" : "service";
    Map<String, String> jar = jars.computeIfAbsent(site, key -> new LinkedHashMap<>());
    if (!jar.isEmpty()) {
      request.header(
          "Cookie",
          jar.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    request.header("Accept", "text/html").timeout(Duration.ofSeconds(60));
    HttpResponse<String> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (String cookie : answer.headers().allValues("set-cookie")) {
      String pair = cookie.split(";", 2)[0];
      jar.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return answer;
  }

  private static int sim(URI uri) {
    return uri.getPath().startsWith("/c/pay/") ? uri.getPort() : -2;
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(
        answer
            .headers()
            .firstValue("location")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no redirect but " + answer.statusCode() + ": " + answer.body())));
  }

  /** The hidden fields of a page's forms. */
  static Map<String, String> hidden(String html) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher inputs = HIDDEN.matcher(html);
    while (inputs.find()) {
      fields.put(attribute(inputs.group(), "name"), attribute(inputs.group(), "value"));
    }
    fields.remove("");
    return fields;
  }

  private static String attribute(String tag, String name) {
    Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return value.find() ? value.group(1).replace("&amp;", "&") : "";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
