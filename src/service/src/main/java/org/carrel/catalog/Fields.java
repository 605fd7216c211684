package org.carrel.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one line of JSON. Each reader method names what it expects; what is missing or
 * wrong becomes an error of the line, and an empty value stands in so that further errors are found
 * too.
 */
final class Fields {
  /** Line breaks, controls, and marks that turn the direction of text: none belongs in a name. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

  private static final int LONGEST_TEXT = 2_000;

  private final ObjectNode json;
  private final Consumer<String> error;
  private final Set<String> known = new HashSet<>();

  Fields(ObjectNode json, Consumer<String> error) {
    this.json = json;
    this.error = error;
  }

  void error(String message) {
    error.accept(message);
  }

  /** A text of one line that must be there. */
  String text(String name) {
    String value = optional(name);
    if (value == null && !isWrong(name)) {
      error(name + " is missing");
    }
    return value == null ? "" : value;
  }

  /** A text of one line that may be missing. */
  @Nullable String optional(String name) {
    JsonNode node = take(name);
    if (node == null) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank()) {
      error(name + " is not a text");
      return null;
    }
    String value = node.textValue().strip();
    if (value.length() > LONGEST_TEXT) {
      error(name + " is longer than " + LONGEST_TEXT + " characters");
    } else if (UNPRINTABLE.matcher(value).find()) {
      error(name + " holds a line break or a control character");
    } else {
      return value;
    }
    return null;
  }

  /** A text that may be missing and, where it stands, must hold to a rule. */
  @Nullable String optional(String name, Predicate<String> rule, String expected) {
    String value = optional(name);
    if (value != null && !rule.test(value)) {
      error(name + " is \"" + value + "\", but " + expected);
      return null;
    }
    return value;
  }

  /** A text that must be there and hold to a rule. */
  String text(String name, Predicate<String> rule, String expected) {
    String value = optional(name, rule, expected);
    if (value == null && !isWrong(name)) {
      error(name + " is missing");
    }
    return value == null ? "" : value;
  }

  /** A text of several lines; missing means empty. */
  String longText(String name) {
    JsonNode node = take(name);
    if (node == null) {
      return "";
    }
    if (!node.isTextual() || node.textValue().indexOf('\0') >= 0) {
      error(name + " is not a text");
      return "";
    }
    return node.textValue();
  }

  @Nullable Integer number(String name, int least, int most) {
    JsonNode node = take(name);
    if (node == null) {
      return null;
    }
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      error(name + " is not a whole number from " + least + " to " + most);
      return null;
    }
    return node.intValue();
  }

  boolean flag(String name) {
    JsonNode node = take(name);
    if (node != null && !node.isBoolean()) {
      error(name + " is neither true nor false");
    }
    return node != null && node.isBoolean() && node.booleanValue();
  }

  /** The elements of a list; missing means none. */
  List<JsonNode> list(String name) {
    JsonNode node = take(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      error(name + " is not a list");
      return List.of();
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  /** The members of an object inside the line; missing means {@code null}. */
  @Nullable Fields object(String name) {
    JsonNode node = take(name);
    return node == null ? null : inside(name, node);
  }

  /** The members of an object that is an element of a list. */
  @Nullable Fields inside(String name, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, message -> error(name + ": " + message));
    }
    error(name + " is not an object");
    return null;
  }

  /** Names what stands in the line and was not asked for: most often a slip of the pen. */
  void refuseOthers() {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        error("there is no field " + name);
      }
    }
  }

  private @Nullable JsonNode take(String name) {
    known.add(name);
    JsonNode node = json.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private boolean isWrong(String name) {
    JsonNode node = json.get(name);
    return node != null && !node.isNull();
  }
}
