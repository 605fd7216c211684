package org.carrel.stripesim.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;
import org.jspecify.annotations.Nullable;

/** JSON in and out of the control API. */
final class JsonBody {
  private JsonBody() {}

  /** Answers with what {@code work} makes of the body; 400 says what was not understood. */
  static Response with(
      @Nullable String body, Set<String> known, Function<JsonNode, ObjectNode> work) {
    try {
      JsonNode json = body == null || body.isBlank() ? Json.object() : Json.read(body);
      if (!json.isObject()) {
        return error(400, "a JSON object is expected");
      }
      for (var name = json.fieldNames(); name.hasNext(); ) {
        if (!known.contains(name.next())) {
          return error(400, "known fields are: " + String.join(", ", known));
        }
      }
      return ok(work.apply(json));
    } catch (UncheckedIOException e) {
      return error(400, "this is not JSON");
    } catch (DateTimeException e) {
      return error(400, "a duration is written like PT30S or PT24H");
    } catch (IllegalArgumentException | IllegalStateException | StripeError e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  static Duration duration(JsonNode json, String field) {
    return json.has(field) ? Duration.parse(json.get(field).asText()) : Duration.ZERO;
  }

  static Response ok(ObjectNode json) {
    return Response.ok(Json.pretty(json) + "\n").build();
  }

  static Response error(int status, String message) {
    return Response.status(status).entity(Json.pretty(Json.object().put("error", message))).build();
  }
}
