package org.carrel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that a caller understands: thrown anywhere, answered by {@link Problems} as RFC 9457
 * JSON or, to a browser, as a page.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Body body;

  /**
   * @param status HTTP status
   * @param type stable name of the kind of problem, in kebab case; its URI is {@code
   *     /problems/<type>}
   * @param title one human sentence without a full stop: what happened
   * @param detail what it means and what to do, in full sentences; shown to people
   */
  public Problem(int status, String type, String title, String detail) {
    super(type, null, false, false);
    body = new Body("/problems/" + type, title, status, detail, null);
  }

  /** 404 with words of its own. */
  public static Problem notFound(String title, String detail) {
    return new Problem(404, "not-found", title, detail);
  }

  /** 409: the state of things does not allow it (any more). */
  public static Problem conflict(String title, String detail) {
    return new Problem(409, "conflict", title, detail);
  }

  /** 403: not for this visitor. */
  public static Problem forbidden(String title, String detail) {
    return new Problem(403, "forbidden", title, detail);
  }

  Body body() {
    return body;
  }

  /** The members of RFC 9457 section 3.1, and a reference that people can quote. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String type, String title, int status, String detail, @Nullable String reference) {
    Body referredTo(String newReference) {
      return new Body(type, title, status, detail, newReference);
    }
  }
}
