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
import org.carrel.stripesim.wire.Json;
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

  /** One path of a request, on its way into an answer. */
  private record Walk(Transaction transaction, String whole) {
    StripeError refusal() {
      return StripeError.parameter(
          null, "expand", "This property cannot be expanded (" + whole + ").");
    }
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
      expand(new Walk(call.transaction(), whole), answer, Json.object(), steps);
    }
  }

  /**
   * One step further.
   *
   * @param given the schema of {@code at}, where it does not name its own kind
   */
  private void expand(Walk walk, ObjectNode at, JsonNode given, List<String> steps) {
    if (steps.isEmpty()) {
      return;
    }
    String kind = at.path("object").asText();
    JsonNode schema = kind.isEmpty() ? given : description.objectSchema(kind);
    String field = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (kind.equals("list") && field.equals("data")) {
      at.get("data").forEach(each -> expand(walk, (ObjectNode) each, Json.object(), rest));
      return;
    }
    boolean added = addPart(walk, at, kind, field, rest);
    boolean onTheWay = !rest.isEmpty() && at.path(field).isContainerNode();
    if (!added && !onTheWay && !expandable(schema, field)) {
      throw walk.refusal();
    }
    parts.find(walk.transaction(), at, field).ifPresent(part -> at.set(field, part));
    named(walk.transaction(), field, at.path(field)).ifPresent(object -> at.set(field, object));
    JsonNode below = description.shape(schema.path("properties").path(field));
    if (added && field.equals("total_details")) {
      return;
    }
    if (at.path(field) instanceof ObjectNode object) {
      expand(walk, object, below, rest);
    } else if (at.path(field).isArray()) {
      at.get(field)
          .forEach(
              each -> {
                if (each instanceof ObjectNode object) {
                  expand(walk, object, below, rest);
                }
              });
    }
  }

  /** Parts that the description does not mark, though Stripe gives them on request only. */
  private static boolean addPart(
      Walk walk, ObjectNode at, String kind, String field, List<String> rest) {
    if (kind.equals("item") && (field.equals("discounts") || field.equals("taxes"))) {
      Parts.ofLine(walk.transaction(), at, field).ifPresent(part -> at.set(field, part));
      return true;
    }
    if (kind.equals(Kinds.SESSION) && field.equals("total_details") && rest.size() == 1) {
      if (!rest.get(0).equals("breakdown")) {
        throw walk.refusal();
      }
      ((ObjectNode) at.get(field)).set("breakdown", Parts.breakdown(walk.transaction(), at));
      return true;
    }
    return false;
  }

  private static boolean expandable(JsonNode schema, String field) {
    for (JsonNode each : schema.path("x-expandableFields")) {
      if (each.asText().equals(field)) {
        return true;
      }
    }
    JsonNode property = schema.path("properties").path(field);
    return property.has("x-cut-expansion") || property.has("x-expansionResources");
  }

  private static Optional<ObjectNode> named(Transaction transaction, String field, JsonNode id) {
    if (!id.isTextual()) {
      return Optional.empty();
    }
    return field.equals("coupon")
        ? transaction.find(Kinds.COUPON, id.asText())
        : Kinds.ofId(id.asText()).flatMap(kind -> transaction.find(kind, id.asText()));
  }
}
