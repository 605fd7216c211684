package org.carrel.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.carrel.base.Ids;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one mapper of everything that went wrong: a page with a way on for browsers, RFC 9457 JSON
 * for everybody else. What is our own fault is logged under the reference that the answer shows; no
 * answer holds a message of an exception.
 */
class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final String PROBLEM_JSON = "application/problem+json";

  private static final Map<Integer, Problem> BY_STATUS =
      Map.of(
          400,
          new Problem(
              400,
              "bad-request",
              "The request could not be read",
              "Something in the address or the form is not as it should be. Nothing was changed."),
          403,
          Problem.forbidden(
              "This page is not for your account",
              "You are signed in, but not with an account that may see this page."),
          404,
          Problem.notFound(
              "There is no page at this address",
              "A link may have been cut in two, or a handle mistyped. Handles do not change: if you"
                  + " have one, it still works."),
          405,
          new Problem(
              405,
              "method-not-allowed",
              "This address cannot be used in this way",
              "Perhaps a form was opened as a link, or a page was loaded again after it had moved"
                  + " on. Nothing was changed."),
          406,
          new Problem(
              406, "not-acceptable", "Not in this form", "This address answers in another format."),
          413,
          new Problem(413, "too-large", "That is too large", "The request is larger than we take."),
          415,
          new Problem(
              415,
              "unsupported-media-type",
              "Not in this form",
              "This address takes another format."));

  private static final Problem CSRF =
      Problem.forbidden(
          "This form has grown old",
          "For your safety a form works only in the browser that opened it, with cookies on."
              + " Nothing was changed. Go back, load the page again and send it once more.");

  private static final Problem OURS =
      new Problem(
          500,
          "internal-error",
          "Something went wrong on our side",
          "It is in our log, and we look into it. Try again in a moment; if it stays, write to us"
              + " with the reference below.");

  @CheckedTemplate(basePath = "web")
  static class Templates {
    static native TemplateInstance problem(Problem.Body problem);
  }

  /** A decoder that refuses stands this near to where the failure was thrown. */
  private static final int DECODERS_NEAR = 4;

  private static final int MOST_CAUSES = 20;

  /** PostgreSQL's error code character_not_in_repertoire. */
  private static final String NO_TEXT = "22021";

  @Inject RoutingContext routing;

  @ServerExceptionMapper
  Response problem(Problem problem) {
    return answer(problem, null);
  }

  @ServerExceptionMapper
  Response csrf(CsrfRefused refused) {
    return answer(CSRF, null);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException refused) {
    return answer(byStatus(403), null);
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException invalid) {
    return answer(byStatus(400), null);
  }

  /** More exact than {@link #http}, because Quarkus has a mapper of its own for it. */
  @ServerExceptionMapper
  Response notFound(NotFoundException exception) {
    return http(exception);
  }

  @ServerExceptionMapper
  Response http(WebApplicationException exception) {
    Response response = exception.getResponse();
    int status = response.getStatus();
    if (status < 400 || response.hasEntity()) {
      return response;
    }
    if (status >= 500) {
      return unexpected(exception);
    }
    Problem known = byStatus(status);
    Response answer = answer(known, null);
    String allow = response.getHeaderString("Allow");
    return allow == null ? answer : Response.fromResponse(answer).header("Allow", allow).build();
  }

  @ServerExceptionMapper
  Response any(Throwable failure) {
    return isUnreadable(failure) || isNoText(failure)
        ? answer(byStatus(400), null)
        : unexpected(failure);
  }

  /** Holds a character that no text of ours can hold, NUL above all. */
  private static boolean isNoText(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(cause -> cause instanceof SQLException sql && NO_TEXT.equals(sql.getSQLState()));
  }

  /** A query or form that cannot be decoded, a broken multipart body: the caller's fault. */
  private static boolean isUnreadable(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(DECODERS_NEAR)
        .map(StackTraceElement::getClassName)
        .filter(thrower -> thrower.startsWith("org.jboss.resteasy.reactive."))
        .anyMatch(thrower -> thrower.contains(".multipart.") || thrower.endsWith(".URLUtils"));
  }

  private Response unexpected(Throwable failure) {
    String reference = Ids.reference("E");
    LOG.errorf(
        failure, "%s %s failed, reference %s", routing.request().method(), route(), reference);
    return answer(OURS, reference);
  }

  /** The first part of the path: what follows may be a secret. */
  private String route() {
    String path = routing.normalizedPath();
    int second = path.indexOf('/', 1);
    return second < 0 ? path : path.substring(0, second) + "/…";
  }

  private Response answer(Problem problem, @Nullable String reference) {
    Problem.Body body = problem.body();
    if (reference != null) {
      body = body.referredTo(reference);
    }
    Response.ResponseBuilder answer = Response.status(body.status());
    if (problem instanceof TooManyRequests limited) {
      answer.header("Retry-After", RateLimits.retryAfter(limited.untilNext()));
    }
    if (problem instanceof Busy busy) {
      answer.header("Retry-After", busy.untilNext().toSeconds());
    }
    answer.header("Vary", "Accept");
    return takesPages()
        ? answer
            .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
            .entity(Templates.problem(body).render())
            .build()
        : answer.type(PROBLEM_JSON).entity(body).build();
  }

  private boolean takesPages() {
    String accept = routing.request().getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  private static Problem byStatus(int status) {
    Problem known = BY_STATUS.get(status);
    return known != null ? known : BY_STATUS.get(400);
  }
}
