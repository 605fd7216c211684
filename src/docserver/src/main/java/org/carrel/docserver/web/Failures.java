package org.carrel.docserver.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What went wrong: a page for browsers, RFC 9457 JSON for everybody else. What is our own fault is
 * logged under the reference that the answer shows; no answer holds an exception's message.
 */
class Failures {
  private static final Logger LOG = Logger.getLogger(Failures.class);

  @CheckedTemplate(basePath = "web")
  static class Templates {
    static native TemplateInstance failure(boolean ours, String reference);
  }

  /** A decoder that refuses stands this near to where the failure was thrown. */
  private static final int DECODERS_NEAR = 4;

  @Inject RoutingContext routing;

  @ServerExceptionMapper
  Response http(WebApplicationException exception) {
    Response response = exception.getResponse();
    int status = response.getStatus();
    return status < 400 || response.hasEntity()
        ? response
        : status >= 500 ? ours(exception) : answer(status, false, "");
  }

  @ServerExceptionMapper
  Response any(Throwable failure) {
    return isUnreadable(failure) ? answer(400, false, "") : ours(failure);
  }

  /** A query or form that cannot be decoded, a broken multipart body: the caller's fault. */
  private static boolean isUnreadable(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(DECODERS_NEAR)
        .map(StackTraceElement::getClassName)
        .filter(thrower -> thrower.startsWith("org.jboss.resteasy.reactive."))
        .anyMatch(thrower -> thrower.contains(".multipart.") || thrower.endsWith(".URLUtils"));
  }

  private Response ours(Throwable failure) {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    String reference = "E-" + HexFormat.of().withUpperCase().formatHex(random);
    String path = routing.normalizedPath();
    LOG.errorf(failure, "%s %s failed, %s", routing.request().method(), path, reference);
    return answer(500, true, reference);
  }

  private Response answer(int status, boolean ours, String reference) {
    String accept = routing.request().getHeader("Accept");
    if (accept != null && accept.contains("text/html")) {
      return Response.status(status)
          .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
          .entity(Templates.failure(ours, reference).render())
          .build();
    }
    String type = ours ? "internal-error" : "bad-request";
    return Response.status(status)
        .type("application/problem+json")
        .entity(
            Map.of(
                "type",
                "/problems/" + type,
                "title",
                ours ? "Something went wrong on our side" : "Not available here",
                "status",
                status,
                "reference",
                reference))
        .build();
  }
}
