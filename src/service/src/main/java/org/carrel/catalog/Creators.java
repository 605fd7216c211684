package org.carrel.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;

/** Creators as the database keeps them: a JSON array. */
final class Creators {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerForListOf(Creator.class);

  private Creators() {}

  static List<Creator> read(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("creators are kept as JSON", e);
    }
  }

  static String write(List<Creator> creators) {
    try {
      return JSON.writeValueAsString(creators);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("creators can be written as JSON", e);
    }
  }
}
