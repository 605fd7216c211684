package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carrel.stripesim.wire.Form;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/**
 * Turns the untyped parameters of a request into typed ones, strictly by the description, with
 * Stripe's refusals for what is unknown, missing or of the wrong kind. An empty text for something
 * that can be unset becomes null.
 */
@Singleton
public class ParameterCheck {
  private final Description description;

  ParameterCheck(Description description) {
    this.description = description;
  }

  /**
   * The typed parameters.
   *
   * @throws StripeError for the first parameter that the description does not allow
   */
  public ObjectNode typed(Form form, Operation operation) {
    return object(form.root(), description.resolve(operation.parameters()), "");
  }

  private ObjectNode object(Map<?, ?> value, JsonNode schema, String path) {
    JsonNode properties = schema.path("properties");
    JsonNode more = schema.path("additionalProperties");
    ObjectNode typed = Json.object();
    value.forEach(
        (key, each) -> {
          String name = path.isEmpty() ? (String) key : path + "[" + key + "]";
          JsonNode known = properties.has((String) key) ? properties.get((String) key) : more;
          if (!known.isObject()) {
            throw StripeError.parameter(
                "parameter_unknown", name, "Received unknown parameter: " + name);
          }
          boolean free = known == more;
          typed.set((String) key, free && "".equals(each) ? text("") : value(each, known, name));
        });
    for (JsonNode required : schema.path("required")) {
      if (!typed.has(required.asText())) {
        throw StripeError.missing(
            path.isEmpty() ? required.asText() : path + "[" + required.asText() + "]");
      }
    }
    return typed;
  }

  private JsonNode value(Object value, JsonNode unresolved, String name) {
    JsonNode schema = description.resolve(unresolved);
    if (schema.has("anyOf")) {
      return any(value, schema.get("anyOf"), name);
    }
    String type = schema.path("type").asText();
    if (value instanceof Map<?, ?> map) {
      return switch (type) {
        case "object" -> object(map, schema, name);
        case "array" -> array(map, schema, name);
        default -> throw invalid(name, "Invalid " + type + ": {...}");
      };
    }
    return scalar((String) value, schema, type, name);
  }

  /** The first alternative that fits; else the refusal of one that has the same shape. */
  private JsonNode any(Object value, JsonNode choices, String name) {
    StripeError refusal = invalid(name, "Invalid value for " + name);
    for (JsonNode choice : choices) {
      try {
        return value(value, choice, name);
      } catch (StripeError e) {
        String type = description.resolve(choice).path("type").asText();
        boolean nested = type.equals("object") || type.equals("array");
        if (nested == (value instanceof Map)) {
          refusal = e;
        }
      }
    }
    throw refusal;
  }

  private ArrayNode array(Map<?, ?> value, JsonNode schema, String name) {
    List<Integer> places = new ArrayList<>();
    for (Object key : value.keySet()) {
      if (!((String) key).matches("\\d{1,4}")) {
        throw invalid(name, "Invalid array");
      }
      places.add(Integer.valueOf((String) key));
    }
    ArrayNode typed = Json.array();
    places.stream()
        .sorted()
        .forEach(
            place ->
                typed.add(
                    value(
                        value.get(String.valueOf(place)),
                        schema.get("items"),
                        name + "[" + place + "]")));
    return typed;
  }

  private static JsonNode scalar(String value, JsonNode schema, String type, String name) {
    if (schema.has("enum")) {
      return chosen(value, schema.get("enum"), name);
    }
    if (value.isEmpty()) {
      throw StripeError.parameter(
          "parameter_invalid_empty",
          name,
          "You passed an empty string for '"
              + name
              + "'. We assume empty values are an attempt to unset a parameter; however '"
              + name
              + "' cannot be unset. You should remove '"
              + name
              + "' from your request or supply a non-empty value.");
    }
    return switch (type) {
      case "string" -> text(value);
      case "integer" -> integer(value, name);
      case "number" -> number(value, name);
      case "boolean" -> bool(value, name);
      default -> throw invalid(name, "Invalid " + type);
    };
  }

  private static JsonNode chosen(String value, JsonNode allowed, String name) {
    List<String> words = new ArrayList<>();
    for (JsonNode each : allowed) {
      if (each.asText().equals(value)) {
        return value.isEmpty() ? NullNode.instance : text(value);
      }
      words.add(each.asText());
    }
    int last = words.size() - 1;
    String list =
        last < 1
            ? words.get(0)
            : String.join(", ", words.subList(0, last))
                + (last > 1 ? "," : "")
                + " or "
                + words.get(last);
    throw invalid(name, "Invalid " + name + ": must be one of " + list);
  }

  private static JsonNode integer(String value, String name) {
    try {
      return Json.object().numberNode(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw StripeError.parameter(
          "parameter_invalid_integer", name, "Invalid integer: " + shown(value));
    }
  }

  private static JsonNode number(String value, String name) {
    try {
      return Json.object().numberNode(new BigDecimal(value));
    } catch (NumberFormatException e) {
      throw invalid(name, "Invalid decimal: " + shown(value));
    }
  }

  private static JsonNode bool(String value, String name) {
    return switch (value) {
      case "true" -> Json.object().booleanNode(true);
      case "false" -> Json.object().booleanNode(false);
      default -> throw invalid(name, "Invalid boolean: " + shown(value));
    };
  }

  private static JsonNode text(String value) {
    return Json.object().textNode(value);
  }

  private static String shown(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }

  private static StripeError invalid(String name, String message) {
    return StripeError.parameter(null, name, message);
  }
}
