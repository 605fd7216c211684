package org.carrel.passes.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Whether a request is a person's browser opening a page, as far as a request tells: not a HEAD,
 * not a prefetch, not an image or script address.
 */
final class Arrival {
  private Arrival() {}

  static boolean isReal(HttpServerRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return request.method().equals(HttpMethod.GET)
        && !says(request, "Sec-Purpose", "prefetch")
        && !says(request, "Purpose", "prefetch")
        && !says(request, "X-Moz", "prefetch")
        && (destination == null || destination.equals("document"));
  }

  private static boolean says(HttpServerRequest request, String header, String word) {
    String value = request.getHeader(header);
    return value != null && value.contains(word);
  }
}
