package org.carrel.docserver.reading.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.docserver.oauth.Sessions;
import org.carrel.docserver.reading.Denial;
import org.carrel.docserver.web.Service;
import org.jspecify.annotations.Nullable;

/** Why not, and what to do: a page for people, RFC 9457 JSON for everybody else. */
@ApplicationScoped
public class Denials {
  private static final String PROBLEM_JSON = "application/problem+json";

  /** What the page shows. */
  public record Shown(
      Denial denial,
      String title,
      String handle,
      int page,
      String retry,
      String landing,
      @Nullable Instant end,
      Instant now,
      @Nullable String formToken) {}

  @CheckedTemplate(basePath = "reading")
  static class Templates {
    static native TemplateInstance denied(Shown shown);

    static native TemplateInstance unknown();
  }

  private final Service service;
  private final Sessions sessions;
  private final Clock clock;

  Denials(Service service, Sessions sessions, Clock clock) {
    this.service = service;
    this.sessions = sessions;
    this.clock = clock;
  }

  Response answer(
      Want want, Denial denial, Optional<Instant> end, ReadingSession session, boolean person) {
    if (!person) {
      return problem(denial.status(), denial.name(), sentence(denial));
    }
    String form = session.grants().isEmpty() ? null : sessions.formToken(session);
    String landing = service.landing(want.handle(), want.page(), denial.reason());
    Shown shown =
        new Shown(
            denial,
            want.document().title(),
            want.handle(),
            want.page(),
            want.path(),
            landing,
            end.orElse(null),
            clock.instant(),
            form);
    return page(denial.status(), Templates.denied(shown));
  }

  /** No such document or page. */
  Response unknown(boolean person) {
    return person
        ? page(404, Templates.unknown())
        : problem(404, Denial.UNKNOWN_ITEM.name(), "There is no such document or page.");
  }

  private static Response page(int status, TemplateInstance template) {
    return retry(Response.status(status), status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(template.render())
        .build();
  }

  private static Response problem(int status, String reason, String detail) {
    String type = "/problems/" + reason.toLowerCase(Locale.ROOT).replace('_', '-');
    Response.ResponseBuilder answer = retry(Response.status(status), status);
    if (status == 401) {
      answer.header("WWW-Authenticate", "Carrel realm=\"documents\"");
    }
    return answer
        .type(PROBLEM_JSON)
        .entity(
            Map.of(
                "type", type,
                "title", "Not available",
                "status", status,
                "detail", detail,
                "reason", reason))
        .build();
  }

  private static Response.ResponseBuilder retry(Response.ResponseBuilder answer, int status) {
    return status == 503 ? answer.header("Retry-After", 10) : answer;
  }

  private static String sentence(Denial denial) {
    return switch (denial) {
      case EXPIRED -> "The pass has ended.";
      case REVOKED -> "The pass was taken back.";
      case SUSPENDED -> "The pass is paused.";
      case INSTITUTION_ENDED -> "The institution's access has ended.";
      case NOT_ADMITTED -> "The institution's access is not for its alumni and affiliates.";
      case SIGN_ON_ENDED -> "The sign-in through the institution has ended.";
      case OUTSIDE_NETWORK -> "The institution's access reaches as far as its own network.";
      case NOT_STARTED -> "The pass has not been started.";
      case PAGES_USED -> "All pages of the pass are used.";
      case DOWNLOADS_USED -> "All downloads of the pass are used.";
      case LIMIT_EXCEEDED -> "A limit of the pass is reached.";
      case NO_DOWNLOADS -> "The pass does not include downloads.";
      case NO_TOKEN, SIGNED_OUT -> "Open the document first; its page asks for access.";
      case OUTAGE -> "Access cannot be checked at the moment.";
      case NO_LICENSE, UNKNOWN_ITEM, ROUND_TRIP_IN_VAIN -> "There is no access to this document.";
    };
  }
}
