package org.carrel.stripesim.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of the description.
 *
 * @param id its operationId, for instance {@code Checkout.Sessions.create}
 * @param template its path, with {@code {id}} for what varies
 * @param parameters the schema of all parameters outside the path
 * @param answer the schema of a successful answer
 * @param outside why it is not part of Stripe's description, or null where it is
 */
public record Operation(
    String id,
    String method,
    String template,
    JsonNode parameters,
    JsonNode answer,
    @Nullable String outside) {

  /** The parts of a path between its slashes, the empty ones too. */
  static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  /**
   * The varying parts of a path, in order, if it is a path of the operation with that template.
   *
   * @param mine the parts of the template
   */
  static Optional<List<String>> match(List<String> mine, List<String> theirs) {
    if (mine.size() != theirs.size()) {
      return Optional.empty();
    }
    List<String> varying = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      if (mine.get(i).startsWith("{") && !theirs.get(i).isEmpty()) {
        varying.add(theirs.get(i));
      } else if (!mine.get(i).equals(theirs.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(varying);
  }
}
