package org.carrel.invoices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A snapshot as one JSON text. */
@Converter
class SnapshotJson implements AttributeConverter<Snapshot, String> {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  @Override
  public String convertToDatabaseColumn(Snapshot snapshot) {
    try {
      return JSON.writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot is plain values", e);
    }
  }

  @Override
  public Snapshot convertToEntityAttribute(String text) {
    try {
      return JSON.readValue(text, Snapshot.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that this program cannot read", e);
    }
  }
}
