package org.carrel.stripesim.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a request as a tree: {@code a[b][0][c]=x} is a map in a map. A leaf is a {@code
 * String}, everything else a {@code Map<String, Object>}; {@code []} counts up.
 */
public final class Form {
  private static final int MAX_DEPTH = 12;

  private final Map<String, Object> root = new LinkedHashMap<>();

  private Form() {}

  /**
   * Reads {@code application/x-www-form-urlencoded} text.
   *
   * @throws StripeError if a name or an escape is malformed
   */
  public static Form parse(String text) {
    Form form = new Form();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        form.add(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.parameter(null, null, "Invalid form encoding.");
    }
  }

  private void add(String name, String value) {
    List<String> steps = steps(name);
    Map<String, Object> at = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = child(at, key(at, step), name);
    }
    String last = key(at, steps.get(steps.size() - 1));
    if (at.get(last) instanceof Map) {
      throw malformed(name);
    }
    at.put(last, value);
  }

  private static String key(Map<String, Object> at, String step) {
    return step.isEmpty() ? String.valueOf(at.size()) : step;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(Map<String, Object> at, String key, String name) {
    Object child = at.computeIfAbsent(key, any -> new LinkedHashMap<String, Object>());
    if (child instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw malformed(name);
  }

  private static List<String> steps(String name) {
    int open = name.indexOf('[');
    List<String> steps = new ArrayList<>();
    steps.add(open < 0 ? name : name.substring(0, open));
    int at = open < 0 ? name.length() : open;
    while (at < name.length()) {
      int close = name.indexOf(']', at);
      if (name.charAt(at) != '[' || close < 0) {
        throw malformed(name);
      }
      steps.add(name.substring(at + 1, close));
      at = close + 1;
    }
    if (steps.get(0).isEmpty() || steps.size() > MAX_DEPTH) {
      throw malformed(name);
    }
    return steps;
  }

  private static StripeError malformed(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) : name;
    return StripeError.parameter(null, shown, "Invalid parameter name: " + shown);
  }

  /** The tree; not to be changed. */
  public Map<String, Object> root() {
    return root;
  }

  /** One text for one set of parameters, whatever the order in which they were sent. */
  public String canonical() {
    Map<String, String> leaves = new TreeMap<>();
    collect("", root, leaves);
    return leaves.toString();
  }

  private static void collect(String path, Map<?, ?> at, Map<String, String> leaves) {
    at.forEach(
        (key, value) -> {
          String name = path + "[" + key + "]";
          if (value instanceof Map<?, ?> map) {
            collect(name, map, leaves);
          } else {
            leaves.put(name, ((String) value).length() + ":" + value);
          }
        });
  }
}
