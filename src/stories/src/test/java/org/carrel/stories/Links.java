package org.carrel.stories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a {@code Link} header (RFC 8288), read by its grammar.
 *
 * @param all each with its target and its parameters
 */
record Links(List<Link> all) {
  private static final Pattern TARGET = Pattern.compile("\\s*<([^>]*)>");
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*;\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:\"([^\"\\\\]*)\"|([^\\s;,\"]+))");
  private static final Pattern COMMA = Pattern.compile("\\s*,");

  record Link(String target, Map<String, String> parameters) {
    String type() {
      return parameters.getOrDefault("type", "");
    }
  }

  /**
   * @throws IllegalArgumentException where the header breaks the grammar
   */
  static Links parse(String header) {
    List<Link> links = new ArrayList<>();
    int at = 0;
    do {
      Matcher target = TARGET.matcher(header).region(at, header.length());
      if (!target.lookingAt()) {
        throw new IllegalArgumentException("no target at " + at + " of: " + header);
      }
      at = target.end();
      Map<String, String> parameters = new LinkedHashMap<>();
      Matcher parameter = PARAMETER.matcher(header).region(at, header.length());
      while (parameter.lookingAt()) {
        String quoted = parameter.group(2);
        parameters.put(parameter.group(1), quoted == null ? parameter.group(3) : quoted);
        at = parameter.end();
        parameter.region(at, header.length());
      }
      links.add(new Link(target.group(1), parameters));
      Matcher comma = COMMA.matcher(header).region(at, header.length());
      if (at < header.length() && !comma.lookingAt()) {
        throw new IllegalArgumentException("no comma at " + at + " of: " + header);
      }
      at = at < header.length() ? comma.end() : at;
    } while (at < header.length());
    return new Links(links);
  }

  List<Link> of(String rel) {
    return all.stream().filter(link -> rel.equals(link.parameters().get("rel"))).toList();
  }

  List<String> targets(String rel) {
    return of(rel).stream().map(Link::target).toList();
  }
}
