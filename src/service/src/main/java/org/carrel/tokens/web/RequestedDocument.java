package org.carrel.tokens.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carrel.tokens.Actions;

/**
 * The one document that an authorization request asks for (RFC 9396), read strictly: {@code
 * [{"type":"carrel_docs","actions":["read","download"],"docs":["<handle>"]}]} and nothing else.
 *
 * @param handle the item
 * @param actions what is to be done with it; both where the request names none
 */
record RequestedDocument(String handle, Actions actions) {
  private static final int LONGEST = 2048;
  private static final int MOST_DOCUMENTS = 8;
  private static final Set<String> MEMBERS = Set.of("type", "actions", "docs");
  private static final Pattern HANDLE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What {@code parameter} asks for, or nothing where it is not of that form. */
  static Optional<RequestedDocument> parse(String parameter) {
    if (parameter.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JsonNode details = JSON.readTree(parameter);
      return details.isArray() && details.size() == 1 ? read(details.get(0)) : Optional.empty();
    } catch (JsonProcessingException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<RequestedDocument> read(JsonNode detail) {
    boolean ours =
        detail.isObject()
            && detail.path("type").asText("").equals("carrel_docs")
            && detail.path("type").isTextual()
            && detail.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
    Optional<List<String>> docs = texts(detail.path("docs"));
    Optional<List<String>> actions =
        detail.has("actions")
            ? texts(detail.get("actions")).filter(Actions::known)
            : Optional.of(List.of("read", "download"));
    if (!ours || docs.isEmpty() || actions.isEmpty() || docs.get().size() != 1) {
      return Optional.empty();
    }
    String handle = docs.get().get(0);
    return handle.length() <= 256 && HANDLE.matcher(handle).matches()
        ? Optional.of(new RequestedDocument(handle, new Actions(actions.get())))
        : Optional.empty();
  }

  private static Optional<List<String>> texts(JsonNode array) {
    if (!array.isArray() || array.size() > MOST_DOCUMENTS) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return Optional.empty();
      }
      texts.add(element.textValue());
    }
    return Optional.of(texts);
  }
}
