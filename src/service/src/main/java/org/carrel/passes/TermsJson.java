package org.carrel.passes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Terms as one JSON text, keys in one order, so that equal terms are equal texts. */
@Converter
class TermsJson implements AttributeConverter<PlanTerms, String> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @Override
  public String convertToDatabaseColumn(PlanTerms terms) {
    try {
      return JSON.writeValueAsString(terms);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("terms are plain values", e);
    }
  }

  @Override
  public PlanTerms convertToEntityAttribute(String text) {
    try {
      return JSON.readValue(text, PlanTerms.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a version of a plan that this program cannot read", e);
    }
  }
}
