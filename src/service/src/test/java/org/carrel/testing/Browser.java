package org.carrel.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser as far as our pages need one: cookies, forms with their CSRF field, no redirects. */
public final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Map<String, String> cookies = new ConcurrentHashMap<>();
  private final @Nullable String login;
  private final String base = "http://localhost:" + System.getProperty("carrel.test.service-port");

  /** A browser in which nobody is signed in. */
  public Browser() {
    login = null;
  }

  /**
   * A browser in which somebody is signed in.
   *
   * @param login name of the account and, after a blank, its role, where that is not reader; the
   *     address of a name that begins with {@code unproven-} is not proven
   */
  public Browser(String login) {
    this.login = login;
  }

  /** An answer, with what tests ask of it. */
  public record Page(int status, String body, String location, HttpResponse<String> raw) {
    public String csrf() {
      Matcher field = CSRF.matcher(body);
      if (!field.find()) {
        throw new AssertionError("no form on this page:\n" + body);
      }
      return field.group(1);
    }
  }

  public Page get(String path) {
    return send(request(path).GET());
  }

  public Page head(String path) {
    return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  public Page get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).GET();
    headers.forEach(request::header);
    return send(request);
  }

  public Page post(String path, Map<String, String> form) {
    return post(path, form, Map.of());
  }

  public Page post(String path, Map<String, String> form, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    headers.forEach(request::header);
    return send(request);
  }

  /** Sends a form with a file. */
  public Page upload(String path, Map<String, String> form, String field, byte[] file) {
    String edge = "----edge-of-a-part";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    form.forEach(
        (name, value) ->
            body.writeBytes(
                ("--"
                        + edge
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n"
                        + value
                        + "\r\n")
                    .getBytes(StandardCharsets.UTF_8)));
    body.writeBytes(
        ("--"
                + edge
                + "\r\nContent-Disposition: form-data; name=\""
                + field
                + "\"; filename=\"../paper.pdf\"\r\nContent-Type: application/pdf\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + edge + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + edge)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  public boolean hasCookie(String name) {
    return cookies.containsKey(name);
  }

  /** The value of a cookie, empty where there is none. */
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** Plants a cookie. */
  public void put(String name, String value) {
    cookies.put(name, value);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
            .header("Accept", "text/html,*/*;q=0.8");
    if (login != null && request.build().uri().toString().startsWith(base)) {
      request.header(TestLogin.HEADER, login);
    }
    if (!cookies.isEmpty() && request.build().uri().toString().startsWith(base)) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private Page send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (request.uri().toString().startsWith(base)) {
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
      }
      return new Page(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Location").orElse(""),
          answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
