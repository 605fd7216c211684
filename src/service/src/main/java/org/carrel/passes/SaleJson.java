package org.carrel.passes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.carrel.payments.Sale;
import org.jspecify.annotations.Nullable;

/** What was sold, as one JSON text. */
@Converter
class SaleJson implements AttributeConverter<@Nullable Sale, @Nullable String> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Sale sale) {
    try {
      return sale == null ? null : JSON.writeValueAsString(sale);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sale is plain values", e);
    }
  }

  @Override
  public @Nullable Sale convertToEntityAttribute(@Nullable String text) {
    try {
      return text == null ? null : JSON.readValue(text, Sale.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sale that this program cannot read", e);
    }
  }
}
