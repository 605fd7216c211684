package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.StripeError;

/** Replaces ids by the objects they name, and adds the parts that are only there on request. */
@Singleton
class Expansion {
  private static final int DEEPEST = 4;

  private final Description description;
  private final Parts parts;

  Expansion(Description description, Parts parts) {
    this.description = description;
    this.parts = parts;
  }

  /** Changes {@code answer} as the call's {@code expand} asks. */
  void apply(Call call, ObjectNode answer) {
    for (JsonNode path : call.params().path("expand")) {
      String whole = path.asText();
      List<String> steps = new ArrayList<>(List.of(whole.split("\\.")));
      int depth = steps.size() - (steps.get(0).equals("data") ? 1 : 0);
      if (depth > DEEPEST) {
        throw StripeError.parameter(
            null,
            "expand",
            "You cannot expand more than 4 levels of a property. Property: " + whole);
      }
      expand(call.transaction(), answer, steps, whole);
    }
  }

  private void expand(Transaction transaction, ObjectNode at, List<String> steps, String whole) {
    if (steps.isEmpty()) {
      return;
    }
    String field = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (at.path("object").asText().equals("list") && field.equals("data")) {
      at.get("data").forEach(each -> expand(transaction, (ObjectNode) each, rest, whole));
      return;
    }
    boolean onTheWay = !rest.isEmpty() && at.path(field).isObject();
    if (!onTheWay && !expandable(at, field)) {
      throw StripeError.parameter(
          null, "expand", "This property cannot be expanded (" + whole + ").");
    }
    parts.find(transaction, at, field).ifPresent(part -> at.set(field, part));
    Optional<ObjectNode> named = named(transaction, at.path(field));
    named.ifPresent(object -> at.set(field, object));
    if (at.path(field) instanceof ObjectNode object) {
      expand(transaction, object, rest, whole);
    }
  }

  private boolean expandable(ObjectNode at, String field) {
    JsonNode schema = description.objectSchema(at.path("object").asText());
    for (JsonNode each : schema.path("x-expandableFields")) {
      if (each.asText().equals(field)) {
        return true;
      }
    }
    JsonNode property = schema.path("properties").path(field);
    return property.has("x-cut-expansion") || property.has("x-expansionResources");
  }

  private static Optional<ObjectNode> named(Transaction transaction, JsonNode id) {
    return id.isTextual()
        ? Kinds.ofId(id.asText()).flatMap(kind -> transaction.find(kind, id.asText()))
        : Optional.empty();
  }
}
