package org.carrel.stories;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests that begin as valid ones and are changed, each determined by its random numbers. */
final class OddRequests {
  /**
   * A request that is right.
   *
   * @param form fields of a form or of a query; empty where {@code body} is sent
   */
  record Base(
      String method, String path, Map<String, String> form, String body, Map<String, String> head) {
    Base {
      form = new LinkedHashMap<>(form);
      head = new LinkedHashMap<>(head);
    }
  }

  static final String SIGNATURE = "Stripe-Signature";

  private static final String[] NAMES = {
    "begin",
    "collection",
    "consent",
    "currency",
    "device",
    "email",
    "extend",
    "id",
    "instead",
    "into",
    "item",
    "kind",
    "message",
    "name",
    "order",
    "organization",
    "page",
    "plan",
    "ranges",
    "reason",
    "role",
    "seats",
    "shared",
    "size",
    "type",
    "website",
    "zone",
    "pass",
    "q",
    "csrf",
    "client_id",
    "redirect_uri",
    "response_type",
    "state",
    "code",
    "code_challenge",
    "resource",
    "code_challenge_method",
    "code_verifier",
    "grant_type",
    "refresh_token",
    "scope",
    "token",
    "authorization_details",
    "request",
    "request_uri",
    "nonce",
    "prompt",
    "",
    "é",
    "a[b]",
    "a.b"
  };
  private static final String[] TYPES = {
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded;",
    "application/x-www-form-urlencoded; charset=nope",
    "x",
    "",
    "*/*",
    "application/xml"
  };
  private static final String[] LEXEMES = {
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e999",
    "99999999999999999999",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\uffff\"",
    ",",
    "}",
    "]",
    "{",
    ":",
    "\"" + "z".repeat(5_000) + "\""
  };

  private final Random random;

  OddRequests(Random random) {
    this.random = random;
  }

  /**
   * The request's bytes, after none to three changes.
   *
   * @param signed signs the body in most cases, as the card processor does
   */
  byte[] make(Base right, UnaryOperator<String> signed) {
    Base base = new Base(right.method, right.path, right.form, right.body, right.head);
    String path = base.path;
    String body = base.body;
    for (int i = random.nextInt(4); i > 0; i--) {
      int kind = random.nextInt(10);
      if (kind < 5 && body.isEmpty()) {
        field(base.form);
      } else if (kind < 6 && !body.isEmpty()) {
        body = json(body);
      } else if (kind == 6) {
        path = path(path);
      } else if (kind == 7) {
        header(base.head);
      } else if (random.nextInt(3) == 0) {
        base.head.put("Content-Type", any(TYPES));
      }
    }
    String method =
        random.nextInt(40) == 0 ? any("PUT", "DELETE", "HEAD", "PATCH", "X") : base.method;
    if (base.head.containsKey(SIGNATURE) && random.nextInt(5) > 0) {
      base.head.put(SIGNATURE, signed.apply(body));
    }
    return bytes(method, path, base, body);
  }

  private byte[] bytes(String method, String path, Base base, String body) {
    boolean inPath = base.method.equals("GET");
    String fields = encoded(base.form);
    String target = inPath && !fields.isEmpty() ? path + "?" + fields : path;
    byte[] sent = (inPath || !body.isEmpty() ? body : fields).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    base.head.putIfAbsent("Host", "localhost");
    if (!inPath) {
      base.head.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    }
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    base.head.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(sent.length).append("\r\nConnection: close\r\n\r\n");
    out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(sent);
    return out.toByteArray();
  }

  private void field(Map<String, String> form) {
    List<String> names = new ArrayList<>(form.keySet());
    String name =
        names.isEmpty() || random.nextInt(4) == 0
            ? any(NAMES)
            : names.get(random.nextInt(names.size()));
    if (random.nextInt(5) == 0) {
      form.remove(name);
    } else {
      form.put(name, text(form.getOrDefault(name, "")));
    }
  }

  private String text(String before) {
    if (random.nextInt(3) > 0 || before.isEmpty()) {
      return any(OddTexts.ALL);
    }
    StringBuilder changed = new StringBuilder(before);
    int at = random.nextInt(before.length());
    switch (random.nextInt(4)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.insert(at, (char) random.nextInt(0x3000));
      case 2 -> changed.setCharAt(at, (char) random.nextInt(128));
      default -> changed.append(before);
    }
    return changed.toString();
  }

  /** A value or a bracket in the place of another, or the text broken anywhere. */
  private String json(String body) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < body.length(); i++) {
      if (":,[".indexOf(body.charAt(i)) >= 0) {
        places.add(i + 1);
      }
    }
    int from = places.isEmpty() ? 0 : places.get(random.nextInt(places.size()));
    int to = from;
    while (to < body.length() && ",]}".indexOf(body.charAt(to)) < 0) {
      to++;
    }
    return switch (random.nextInt(5)) {
      case 0 -> body.substring(0, random.nextInt(body.length() + 1));
      case 1 -> text(body);
      default -> body.substring(0, from) + any(LEXEMES) + body.substring(to);
    };
  }

  private String path(String path) {
    String[] odd = {
      "%00", "%2f", "%", "%zz", "..", ";x=y", "//", "%C0%AF", "%ff", "\u00e9", "?", "#"
    };
    int at = 1 + random.nextInt(path.length());
    return switch (random.nextInt(3)) {
      case 0 -> path.substring(0, Math.min(at, path.length())) + any(odd);
      case 1 -> {
        String wild = any(OddTexts.ALL);
        yield path.substring(0, path.lastIndexOf('/') + 1)
            + encode(wild.substring(0, Math.min(2_000, wild.length())));
      }
      default -> path + any(odd);
    };
  }

  private void header(Map<String, String> head) {
    String[] names = {
      "Cookie",
      "Authorization",
      "Accept",
      "Accept-Language",
      "Origin",
      "Referer",
      "X-Forwarded-For",
      "X-Forwarded-Proto",
      "Forwarded",
      "Sec-Fetch-Site",
      "If-None-Match",
      "Range",
      "Host",
      "If-Modified-Since",
      "Accept-Encoding",
      "Stripe-Signature",
      "User-Agent",
      "Transfer-Encoding"
    };
    String[] values = {
      "",
      "x",
      "Basic",
      "Basic !!!",
      "Basic OjA=",
      "Bearer a.b.c",
      "cross-site",
      "none",
      "text/html",
      "application/json",
      "*/*;q=x",
      "de-DE",
      "999.1.1.1",
      "bytes=0-",
      "W/\"",
      "\"x\"",
      "t=1,v1=00",
      "__Host-carrel-csrf=x",
      "q_session=x",
      "a=b; a=c; =",
      "Thu, 01 Jan 1970 00:00:00 GMT",
      "null"
    };
    head.put(any(names), any(values));
  }

  static String signature(String body, String secret, long now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8));
      return "t=" + now + ",v1=" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String basic(String id, String secret) {
    String pair = encode(id) + ":" + encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String encoded(Map<String, String> form) {
    StringBuilder text = new StringBuilder();
    form.forEach(
        (name, value) -> {
          text.append(text.isEmpty() ? "" : "&").append(encode(name)).append('=');
          text.append(random.nextInt(60) == 0 ? "%C3%28%ED%A0%80%" : encode(value));
        });
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }
}
