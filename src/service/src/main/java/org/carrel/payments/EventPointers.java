package org.carrel.payments;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an event of the processor: which it is, and which objects it is about.
 *
 * @param sessionId the payment page, where the event is about one
 * @param orderId the order that its object names
 */
public record EventPointers(
    String id,
    String type,
    boolean livemode,
    String objectType,
    @Nullable String objectId,
    @Nullable String sessionId,
    @Nullable String paymentIntentId,
    @Nullable String orderId) {
  private static final int LONGEST = 255;

  /** From the event's own fields and its object, in whatever version that was written. */
  public static EventPointers of(String id, String type, boolean livemode, JsonNode object) {
    String kind = object.path("object").asText();
    boolean isSession = kind.equals("checkout.session");
    String objectId = text(object.path("id"));
    return new EventPointers(
        id,
        type,
        livemode,
        kind,
        objectId,
        isSession ? objectId : null,
        text(object.path("payment_intent")),
        text(
            isSession
                ? object.path("client_reference_id")
                : object.path("metadata").path("order")));
  }

  /** A short text, or null: what is longer than any id of the processor's is none. */
  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && node.asText().length() <= LONGEST ? node.asText() : null;
  }
}
