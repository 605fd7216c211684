package org.carrel.sales;

/**
 * A request was written down or moved; fired in the transaction that does it.
 *
 * @param secret opens the request's private page; for the mail only
 */
public record RequestMoved(Request request, String secret) {
  @Override
  public String toString() {
    return "RequestMoved[" + request.id() + "]";
  }
}
