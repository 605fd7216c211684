package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.stripesim.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's API description, as far as it is part of this program, and beside it the few operations
 * that the description lacks ({@code outside-description.json}).
 */
@Singleton
public class Description {
  /** The one API version that is described, so the one that is spoken. */
  public static final String VERSION = "2026-07-29.dahlia";

  private static final String REFERENCE = "#/components/schemas/";

  /** An operation and the varying parts of the path that led to it. */
  public record Match(Operation operation, List<String> varying) {}

  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, JsonNode> schemas = new LinkedHashMap<>();
  private final Map<String, List<String>> templates = new HashMap<>();
  private final Map<String, JsonNode> kinds = new HashMap<>();

  Description() {
    read("stripe-openapi-subset.json");
    read("outside-description.json");
    schemas.values().stream()
        .filter(schema -> schema.has("x-resourceId"))
        .forEach(schema -> kinds.put(schema.get("x-resourceId").asText(), schema));
  }

  private void read(String file) {
    JsonNode root = resource(file);
    root.at("/components/schemas")
        .fields()
        .forEachRemaining(e -> schemas.put(e.getKey(), e.getValue()));
    root.get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        each -> add(operation(path.getKey(), each.getKey(), each.getValue()))));
  }

  private static JsonNode resource(String file) {
    try (InputStream in = Description.class.getResourceAsStream("/stripe/" + file)) {
      if (in == null) {
        throw new IllegalStateException("/stripe/" + file + " is missing from this program");
      }
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Operation operation) {
    operations.put(operation.id(), operation);
    templates.put(operation.template(), Operation.parts(operation.template()));
  }

  private static Operation operation(String path, String method, JsonNode node) {
    JsonNode answer = node.at("/responses/200/content/application~1json/schema");
    JsonNode outside = node.get("x-outside");
    return new Operation(
        node.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters(node, method.equals("post")),
        answer,
        outside == null ? null : outside.asText());
  }

  private static JsonNode parameters(JsonNode operation, boolean inBody) {
    JsonNode body = operation.at("/requestBody/content/application~1x-www-form-urlencoded/schema");
    if (inBody && !body.isMissingNode()) {
      return body;
    }
    ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.get("in").asText().equals("query")) {
        properties.set(parameter.get("name").asText(), parameter.get("schema"));
      }
    }
    return schema;
  }

  /** The operation that answers this method and path; the one with the fewest varying parts. */
  public Optional<Match> match(String method, String path) {
    List<String> parts = Operation.parts(path);
    List<Match> found = new ArrayList<>();
    for (Operation operation : operations.values()) {
      if (operation.method().equals(method)) {
        Operation.match(templates.get(operation.template()), parts)
            .ifPresent(varying -> found.add(new Match(operation, varying)));
      }
    }
    return found.stream().min(Comparator.comparing(match -> match.varying().size()));
  }

  public Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException("no operation " + id + " is described");
    }
    return operation;
  }

  public Collection<Operation> operations() {
    return operations.values();
  }

  /** The schema of that name, for instance {@code Checkout.Session}. */
  public JsonNode schema(String name) {
    JsonNode schema = schemas.get(name);
    if (schema == null) {
      throw new IllegalArgumentException("no schema " + name + " is described");
    }
    return schema;
  }

  /**
   * The schema of objects of that kind, for instance {@code checkout.session}; empty if unknown.
   */
  public JsonNode objectSchema(String kind) {
    return kinds.getOrDefault(kind, Json.object());
  }

  /** The schema itself, or the one that it refers to. */
  JsonNode resolve(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null ? schema : schema(reference.asText().substring(REFERENCE.length()));
  }

  /** The schema of what stands at a property: of the elements, where it is an array. */
  public JsonNode shape(JsonNode property) {
    JsonNode schema = resolve(property);
    if (schema.has("anyOf")) {
      for (JsonNode choice : schema.get("anyOf")) {
        JsonNode resolved = resolve(choice);
        if (resolved.path("type").asText().equals("object")) {
          return resolved;
        }
      }
    }
    return schema.has("items") ? resolve(schema.get("items")) : schema;
  }

  /** The schema of the object in an event of that type, if the description gives it. */
  public @Nullable JsonNode eventObject(String type) {
    JsonNode reference = schema("Event").path("x-event-data-object").get(type);
    return reference == null ? null : schema(reference.asText().substring(REFERENCE.length()));
  }
}
