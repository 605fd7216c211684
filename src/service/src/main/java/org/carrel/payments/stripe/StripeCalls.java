package org.carrel.payments.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What Stripe's answers and failures mean, whatever was asked. */
final class StripeCalls {
  private static final Logger LOG = Logger.getLogger(StripeCalls.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  /** Answered before Stripe looks at the request itself, so that nothing happened yet. */
  private static final Set<Integer> BEFORE_THE_WORK = Set.of(401, 409, 429);

  private StripeCalls() {}

  /** Makes a call that moves something; it may be done, refused, or neither is known. */
  static <T> Answer<T> answer(String what, Call<T> call) {
    try {
      return new Answer.Done<>(Objects.requireNonNull(call.make()));
    } catch (StripeException e) {
      LOG.warnf("%s: %s, request %s", what, name(e), e.getRequestId());
      return isFinal(e) ? new Answer.Refused<>(name(e)) : new Answer.Unclear<>(name(e));
    }
  }

  /** Whether the same request again would be refused again, and nothing happened. */
  private static boolean isFinal(StripeException e) {
    Integer status = e.getStatusCode();
    return status != null
        && status >= 400
        && status < 500
        && !BEFORE_THE_WORK.contains(status)
        && !(e instanceof IdempotencyException);
  }

  /**
   * Asks; nothing where there is no such object.
   *
   * @throws PaymentsUnavailable when Stripe cannot be asked
   */
  static <T> Optional<T> ask(Call<T> call) {
    try {
      return Optional.ofNullable(call.make());
    } catch (InvalidRequestException e) {
      if (Integer.valueOf(404).equals(e.getStatusCode())) {
        return Optional.empty();
      }
      throw new PaymentsUnavailable("Stripe refused a question: " + name(e), e);
    } catch (StripeException e) {
      throw new PaymentsUnavailable("Stripe cannot be asked: " + name(e), e);
    }
  }

  /** The error's code or kind, one word; its message may hold what a buyer typed. */
  private static String name(StripeException e) {
    return e.getCode() == null
        ? e.getClass().getSimpleName() + "_" + e.getStatusCode()
        : e.getCode();
  }

  static String json(Map<String, Object> parameters) {
    try {
      return JSON.writeValueAsString(parameters);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters are plain values", e);
    }
  }

  static Map<String, Object> map(String json) {
    try {
      return JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored parameters are JSON of ours", e);
    }
  }

  /** One request. */
  interface Call<T> {
    @Nullable T make() throws StripeException;
  }
}
