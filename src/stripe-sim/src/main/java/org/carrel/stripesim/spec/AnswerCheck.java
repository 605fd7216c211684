package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The strict check of a JSON value against a schema of the description: an unknown field, a missing
 * field, a wrong type and a value outside an enum, open or not, are all violations. Schemas are
 * walked only as far as the value reaches.
 */
@Singleton
public class AnswerCheck {
  /** Where a value stands; written out only if something is wrong there. */
  private record Place(@Nullable Place within, String step) {
    @Override
    public String toString() {
      return within == null ? step : within + step;
    }

    Place field(String name) {
      return new Place(this, "." + name);
    }
  }

  private final Description description;

  AnswerCheck(Description description) {
    this.description = description;
  }

  /** What is wrong with {@code value}; empty if nothing is. */
  public List<String> violations(JsonNode value, JsonNode schema) {
    List<String> found = new ArrayList<>();
    check(value, schema, new Place(null, ""), found);
    return found;
  }

  private void check(JsonNode value, JsonNode schema, Place path, List<String> found) {
    JsonNode resolved = description.resolve(schema);
    if (value.isNull()) {
      if (resolved.size() > 0 && !nullable(schema) && !nullable(resolved)) {
        found.add(path + " is null");
      }
    } else if (resolved.has("anyOf")) {
      checkAny(value, resolved.get("anyOf"), path, found);
    } else {
      checkOne(value, resolved, path, found);
    }
  }

  private static boolean nullable(JsonNode schema) {
    return schema.path("nullable").asBoolean();
  }

  private void checkAny(JsonNode value, JsonNode choices, Place path, List<String> found) {
    List<String> best = null;
    for (JsonNode choice : choices) {
      List<String> violations = new ArrayList<>();
      check(value, choice, path, violations);
      if (violations.isEmpty()) {
        return;
      }
      if (best == null || sameShape(value, choice)) {
        best = violations;
      }
    }
    found.addAll(best == null ? List.of(path + " matches nothing") : best);
  }

  private boolean sameShape(JsonNode value, JsonNode choice) {
    return value.isObject() == description.resolve(choice).path("type").asText().equals("object");
  }

  private void checkOne(JsonNode value, JsonNode schema, Place path, List<String> found) {
    boolean typed =
        switch (schema.path("type").asText()) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> true;
        };
    if (!typed) {
      found.add(path + " is not of type " + schema.path("type").asText());
      return;
    }
    checkEnum(value, schema.path("enum"), path, found);
    checkEnum(value, schema.path("x-open-enum"), path, found);
    if (value.isObject()) {
      checkObject(value, schema, path, found);
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), schema.get("items"), new Place(path, "[" + i + "]"), found);
      }
    }
  }

  private static void checkEnum(JsonNode value, JsonNode allowed, Place path, List<String> found) {
    if (!allowed.isArray()) {
      return;
    }
    for (JsonNode each : allowed) {
      if (each.equals(value)) {
        return;
      }
    }
    found.add(path + " has a value outside its enum");
  }

  private void checkObject(JsonNode value, JsonNode schema, Place path, List<String> found) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        found.add(path + "." + name.asText() + " is missing");
      }
    }
    JsonNode properties = schema.path("properties");
    JsonNode more = schema.path("additionalProperties");
    Iterator<Map.Entry<String, JsonNode>> fields = value.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      Place name = path.field(field.getKey());
      if (properties.has(field.getKey())) {
        check(field.getValue(), properties.get(field.getKey()), name, found);
      } else if (more.isObject()) {
        check(field.getValue(), more, name, found);
      } else if (!more.asBoolean(!schema.has("properties"))) {
        found.add(name + " is unknown");
      }
    }
  }
}
