package org.carrel.verifier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What DESIGN.md 7 wants of JSON, by Jackson: the other opinion of a fuzz. */
final class StrictJson {
  private static final int DEEPEST = 5;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private StrictJson() {}

  /** The object, or {@link Unacceptable}. */
  static ObjectNode object(byte[] utf8) throws Unacceptable {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      Unacceptable.unless(!text.startsWith("\uFEFF"), "begins with a byte order mark");
      JsonNode node = JSON.readTree(text);
      Unacceptable.unless(node instanceof ObjectNode, "no object");
      Unacceptable.unless(depth(node) <= DEEPEST, "too deep");
      wellFormed(node);
      return (ObjectNode) node;
    } catch (CharacterCodingException | JsonProcessingException e) {
      throw new Unacceptable(String.valueOf(e.getMessage()));
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? 1 + deepest : 0;
  }

  /** Jackson lets halves of surrogate pairs pass where they are written as escapes. */
  private static void wellFormed(JsonNode node) throws Unacceptable {
    requirePairs(node.isTextual() ? node.textValue() : "");
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      requirePairs(member.getKey());
    }
    for (JsonNode child : node) {
      wellFormed(child);
    }
  }

  private static void requirePairs(String text) throws Unacceptable {
    Unacceptable.unless(StandardCharsets.UTF_8.newEncoder().canEncode(text), "half a pair");
  }
}
