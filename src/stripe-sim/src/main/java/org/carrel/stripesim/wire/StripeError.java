package org.carrel.stripesim.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the shape of Stripe's error object.
 *
 * <p>A refusal is <em>remembered</em> under its idempotency key if the endpoint had begun its work;
 * one that came from looking at the parameters is not, so that a corrected request may use the same
 * key.
 */
public final class StripeError extends RuntimeException {
  private static final String DOC = "https://stripe.com/docs/error-codes/";

  private final int status;
  private final String type;
  private final @Nullable String code;
  private final @Nullable String param;
  private final boolean remembered;

  private StripeError(
      int status,
      String type,
      @Nullable String code,
      @Nullable String param,
      String message,
      boolean remembered) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
    this.remembered = remembered;
  }

  /** A parameter that cannot be accepted. */
  public static StripeError parameter(
      @Nullable String code, @Nullable String param, String message) {
    return new StripeError(400, "invalid_request_error", code, param, message, false);
  }

  public static StripeError missing(String param) {
    return parameter("parameter_missing", param, "Missing required param: " + param + ".");
  }

  /** A parameter of the real Stripe that the simulator does not act on, so it refuses it. */
  public static StripeError notOffered(String param) {
    return parameter(
        null, param, param + " is known to Stripe but not offered by this local simulator.");
  }

  /** The objects are not in a state that allows what was asked. */
  public static StripeError state(@Nullable String code, @Nullable String param, String message) {
    return new StripeError(400, "invalid_request_error", code, param, message, true);
  }

  public static StripeError noSuch(String what, String id, String param) {
    return new StripeError(
        404,
        "invalid_request_error",
        "resource_missing",
        param,
        "No such " + what + ": '" + id + "'",
        true);
  }

  public static StripeError unknownUrl(String method, String path) {
    return new StripeError(
        404,
        "invalid_request_error",
        null,
        null,
        "Unrecognized request URL ("
            + method
            + ": "
            + path
            + "). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
        false);
  }

  public static StripeError unauthorized(String message) {
    return new StripeError(401, "invalid_request_error", null, null, message, false);
  }

  /** The same key with other parameters or another endpoint. */
  public static StripeError idempotency(String message) {
    return new StripeError(400, "idempotency_error", null, null, message, false);
  }

  public static StripeError keyInUse(String key) {
    return new StripeError(
        409,
        "invalid_request_error",
        "idempotency_key_in_use",
        null,
        "There is currently another in-progress request using this Idempotent Key (that probably"
            + " means you submitted twice, and the other request is still going through): "
            + key,
        false);
  }

  public static StripeError internal(String message) {
    return new StripeError(500, "api_error", null, null, message, true);
  }

  /** Too many requests: refused before anything is looked at. */
  public static StripeError tooMany() {
    return new StripeError(
        429,
        "invalid_request_error",
        "rate_limit",
        null,
        "Request rate limit exceeded. You can learn more about rate limits here"
            + " https://stripe.com/docs/rate-limits.",
        false);
  }

  public static StripeError unavailable() {
    return new StripeError(
        503, "api_error", null, null, "Stripe is temporarily unavailable: try again.", false);
  }

  public int status() {
    return status;
  }

  /** Whether the answer is kept under the request's idempotency key. */
  public boolean remembered() {
    return remembered;
  }

  /** The body of the answer. */
  public ObjectNode body(String requestId) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    if (code != null) {
      error.put("code", code).put("doc_url", DOC + code.replace('_', '-'));
    }
    error.put("message", getMessage());
    if (param != null) {
      error.put("param", param);
    }
    error.put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
    error.put("type", type);
    return body;
  }
}
