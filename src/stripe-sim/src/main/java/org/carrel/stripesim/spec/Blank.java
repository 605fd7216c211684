package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import org.carrel.stripesim.wire.Json;

/**
 * Makes an object that has every required field of its schema: null where that is allowed, else
 * empty, zero or false. What is left for the caller to fill in is refused by {@link AnswerCheck} if
 * it is forgotten and matters.
 */
@Singleton
public class Blank {
  private final Description description;

  Blank(Description description) {
    this.description = description;
  }

  /** For instance {@code of("Charge")}. */
  public ObjectNode of(String schema) {
    return object(description.schema(schema));
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode blank = Json.object();
    for (JsonNode name : schema.path("required")) {
      blank.set(name.asText(), value(schema.get("properties").get(name.asText())));
    }
    return blank;
  }

  private JsonNode value(JsonNode schema) {
    JsonNode resolved = description.resolve(schema);
    if (schema.path("nullable").asBoolean() || resolved.path("nullable").asBoolean()) {
      return NullNode.instance;
    }
    if (resolved.has("anyOf")) {
      return value(resolved.get("anyOf").get(0));
    }
    JsonNode only = resolved.path("enum");
    if (only.size() == 1) {
      return only.get(0);
    }
    return switch (resolved.path("type").asText()) {
      case "object" -> object(resolved);
      case "array" -> Json.array();
      case "integer", "number" -> Json.object().numberNode(0);
      case "boolean" -> Json.object().booleanNode(false);
      default -> Json.object().textNode("");
    };
  }
}
