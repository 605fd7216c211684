package org.carrel.docserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a browser as the docserver's behaviour depends on: cookies, redirects, its headers.
 */
public final class Browser {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  public final Map<String, String> cookies = new TreeMap<>();

  /** What a proxy between this browser and the server writes; empty without one. */
  public volatile String forwardedFor = "";

  private final String base;

  public Browser(String base) {
    this.base = base;
  }

  /** An answer. */
  public record Page(
      int status, String type, Map<String, List<String>> headers, byte[] bytes, URI uri) {
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    public List<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public URI location() {
      return uri.resolve(header("location").get(0));
    }

    /** The token that the page's sign-out form carries. */
    public String formToken() {
      Matcher field = Pattern.compile("name=\"form\" value=\"([^\"]+)\"").matcher(text());
      if (!field.find()) {
        throw new AssertionError("no sign-out form on the page");
      }
      return field.group(1);
    }
  }

  /** Opens an address as a person does, and follows every redirect. */
  public Page open(String path) {
    Page page = visit(path);
    for (int hops = 0; page.status() / 100 == 3; hops++) {
      if (hops > 8) {
        throw new AssertionError("a loop of redirects at " + page.uri());
      }
      page = visit(page.location().toString());
    }
    return page;
  }

  /** Opens an address as a person does, without following a redirect. */
  public Page visit(String path) {
    return send(request(path).header("Sec-Fetch-Mode", "navigate").header("Accept", "text/html"));
  }

  /** Loads something as a page does by itself. */
  public Page load(String path) {
    return send(request(path).header("Sec-Fetch-Mode", "no-cors").header("Accept", "image/*"));
  }

  /** Asks for an answer's headers alone. */
  public Page head(String path) {
    return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  public Page post(String path, String form, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path));
    return forwardedFor.isEmpty() ? request : request.header("X-Forwarded-For", forwardedFor);
  }

  private Page send(HttpRequest.Builder builder) {
    List<String> sent = new ArrayList<>();
    synchronized (cookies) {
      cookies.forEach((name, value) -> sent.add(name + "=" + value));
    }
    if (!sent.isEmpty() && builder.build().uri().toString().startsWith(base)) {
      builder.header("Cookie", String.join("; ", sent));
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
      response.headers().allValues("set-cookie").forEach(this::keep);
      return new Page(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          response.headers().map(),
          response.body(),
          response.uri());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";")[0].split("=", 2);
    boolean gone = cookie.contains("Max-Age=0") || pair[1].isEmpty() || pair[1].equals("\"\"");
    synchronized (cookies) {
      if (gone) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
  }
}
