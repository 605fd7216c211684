package org.carrel.landing.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.carrel.access.SignOns;
import org.carrel.catalog.Items;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.FederatedLogins;
import org.carrel.identity.Visitor;
import org.carrel.institutions.Providers;
import org.carrel.institutions.Providers.Choice;
import org.carrel.web.Frame;
import org.carrel.web.Problem;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * "Find your institution": by name or domain, the last choice of this browser first. From here a
 * browser goes to the institution's own login, and comes back to {@link SignOnArrivalPage}.
 */
@Path("/sign-on")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignOnPage {
  /** What this browser chose last. */
  static final String CHOSEN = "__Host-carrel-institution";

  /** A login that was begun in this browser. */
  static final String BEGUN = "__Host-carrel-sign-on";

  private static final int A_YEAR = 365 * 24 * 3600;
  private static final int AN_HOUR = 3600;
  private static final int LONGEST_QUERY = 200;

  private final Providers providers;
  private final FederatedLogins logins;
  private final SignOns signOns;
  private final Visitor visitor;
  private final Items items;
  private final Frame frame;

  SignOnPage(
      Providers providers,
      FederatedLogins logins,
      SignOns signOns,
      Visitor visitor,
      Items items,
      Frame frame) {
    this.providers = providers;
    this.logins = logins;
    this.signOns = signOns;
    this.visitor = visitor;
    this.items = items;
    this.frame = frame;
  }

  /**
   * What the page shows.
   *
   * @param q what was looked for
   * @param last the way in that is at hand: a library's link named it, or this browser chose it
   * @param found what was found
   * @param target where to go on
   * @param signedOn whether somebody is signed on here
   * @param linked whether a library's link named the choice
   */
  record View(
      String q,
      Optional<Choice> last,
      List<Choice> found,
      SignOnTarget target,
      boolean signedOn,
      boolean linked) {}

  @CheckedTemplate(basePath = "landing")
  static class Templates {
    static native TemplateInstance signOn(View view);

    static native TemplateInstance signOnLeaving(Choice choice, String at);
  }

  /**
   * Asks which institution.
   *
   * @param q name, part of it, domain or mail address
   * @param item handle of the document to go on to
   * @param page id of its page
   * @param at the way in that a library's link names, before the last choice of this browser
   */
  @GET
  public String find(
      @QueryParam("q") @Nullable String q,
      @QueryParam("item") @Nullable String item,
      @QueryParam("page") @Nullable String page,
      @QueryParam("at") @Nullable String at,
      RoutingContext routing) {
    String asked = q == null ? "" : q.strip();
    String query = asked.substring(0, Math.min(asked.length(), LONGEST_QUERY));
    Optional<Choice> last =
        Optional.ofNullable(at)
            .or(
                () ->
                    Optional.ofNullable(routing.request().getCookie(CHOSEN)).map(Cookie::getValue))
            .filter(any -> logins.isOffered())
            .flatMap(providers::choice);
    boolean signedOn =
        visitor.device().map(device -> !signOns.of(device.id()).isEmpty()).orElse(false);
    return Templates.signOn(
            new View(
                query,
                last,
                logins.isOffered() ? providers.search(query) : List.of(),
                SignOnTarget.of(item, page, items),
                signedOn,
                at != null))
        .render();
  }

  /**
   * Goes to an institution's login. The answer is a page and no redirect, because browsers hold a
   * form's redirects to our own list of sites, and an institution's login is none of them.
   *
   * @param choice which way in
   * @param others {@code yes} where others use the computer too
   * @param test {@code yes} to see what the institution says, and nothing else
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response go(
      @FormParam("at") @Nullable String choice,
      @FormParam("item") @Nullable String item,
      @FormParam("page") @Nullable String page,
      @FormParam("shared") @Nullable String others,
      @FormParam("test") @Nullable String test,
      RoutingContext routing) {
    Choice chosen =
        Optional.ofNullable(choice)
            .filter(any -> logins.isOffered())
            .flatMap(providers::choice)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "We do not know this institution",
                        "Its sign-in may have been changed since the page was made. Look for it"
                            + " again by its name."));
    SignOnTarget target =
        "yes".equals(test) ? SignOnTarget.TO_TEST : SignOnTarget.of(item, page, items);
    FederatedLogins.Begun begun = logins.begin(chosen.alias(), target.written(), back(frame));
    Response.ResponseBuilder answer =
        Response.ok(Templates.signOnLeaving(chosen, begun.at().toString()).render())
            .cookie(cookie(BEGUN, begun.kept(), AN_HOUR));
    if (SharedComputer.isSaid(others)) {
      answer.cookie(SharedComputer.said());
    } else if (!SharedComputer.isSaid(routing)) {
      answer.cookie(cookie(CHOSEN, chosen.id(), A_YEAR));
    }
    return answer.build();
  }

  /** Signs out of the institution in this browser. */
  @POST
  @Path("end")
  public Response end() {
    visitor.device().map(DeviceSession::id).ifPresent(signOns::end);
    return Response.seeOther(URI.create("/sign-on")).build();
  }

  /** Where Keycloak sends browsers back to. */
  static URI back(Frame frame) {
    return URI.create(frame.url("/sign-on/arrived"));
  }

  static NewCookie cookie(String name, String value, int seconds) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(seconds)
        .build();
  }
}
