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

  /** The varying parts of {@code path}, in order, if it is a path of this operation. */
  Optional<List<String>> match(String path) {
    String[] mine = template.split("/");
    String[] theirs = path.split("/", -1);
    if (mine.length != theirs.length) {
      return Optional.empty();
    }
    List<String> varying = new ArrayList<>();
    for (int i = 0; i < mine.length; i++) {
      if (mine[i].startsWith("{") && !theirs[i].isEmpty()) {
        varying.add(theirs[i]);
      } else if (!mine[i].equals(theirs[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(varying);
  }

  /** How many parts of the path are fixed: the more, the closer the match. */
  long fixedParts() {
    return template.chars().filter(c -> c == '/').count()
        - template.chars().filter(c -> c == '{').count();
  }
}
