package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.passes.AskToClaim;
import org.carrel.passes.ClaimPass;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.carrel.web.ReturnTarget;
import org.jspecify.annotations.Nullable;

/**
 * Puts a pass into an account by mail: who is signed in names an order or an address and is told
 * nothing; the mail that goes to the pass's address leads to a page that asks for one click.
 */
@Path("/claim")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class ClaimPage {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_A_CLIENT = 30;
  private static final int MOST_AN_ACCOUNT = 10;
  private static final int MOST_A_TARGET = 3;
  private static final int MOST_WRONG = 60;

  private final AskToClaim asks;
  private final ClaimPass claims;
  private final Visitor visitor;
  private final PassViews views;
  private final RateLimits limits;
  private final ClientAddresses addresses;
  private final ReturnTarget targets;
  private final Clock clock;

  ClaimPage(
      AskToClaim asks,
      ClaimPass claims,
      Visitor visitor,
      PassViews views,
      RateLimits limits,
      ClientAddresses addresses,
      ReturnTarget targets,
      Clock clock) {
    this.asks = asks;
    this.claims = claims;
    this.visitor = visitor;
    this.views = views;
    this.limits = limits;
    this.addresses = addresses;
    this.targets = targets;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance claim(
        String account, boolean proven, String which, boolean wrong);

    static native TemplateInstance claimSent();

    static native TemplateInstance claimAsked(PassView pass, String account, String secret);

    static native TemplateInstance claimed();
  }

  @GET
  public Response show() {
    return visitor
        .reader()
        .map(reader -> Response.ok(form(reader, "", false)).build())
        .orElseGet(this::toSignIn);
  }

  /**
   * Asks the address of a pass.
   *
   * @param which an order's reference, or the address with which it was paid
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response ask(@FormParam("which") @Nullable String which, RoutingContext routing) {
    Optional<Reader> reader = visitor.reader();
    if (reader.isEmpty()) {
      return toSignIn();
    }
    if (!reader.get().emailVerified()) {
      return Response.status(403).entity(form(reader.get(), "", false)).build();
    }
    limits.take("claim", addresses.key(routing), MOST_A_CLIENT, HOUR);
    String typed = which == null ? "" : which.strip();
    if (!AskToClaim.isReadable(typed)) {
      return Response.status(422).entity(form(reader.get(), typed, true)).build();
    }
    limits.take("claim-account", reader.get().id(), MOST_AN_ACCOUNT, HOUR);
    if (limits.allows("claim-mail", typed.toLowerCase(Locale.ROOT), MOST_A_TARGET, HOUR)) {
      asks.ask(reader.get(), typed);
    }
    return Response.seeOther(URI.create("/claim/sent")).build();
  }

  @GET
  @Path("sent")
  public String sent() {
    return Templates.claimSent().render();
  }

  @GET
  @Path("done")
  public String done() {
    return Templates.claimed().render();
  }

  /** The link in the mail: says which pass and which account, and changes nothing. */
  @GET
  @Path("{secret}")
  public String asked(@PathParam("secret") String secret, RoutingContext routing) {
    ClaimPass.Asked asked =
        (SECRET.matcher(secret).matches()
                ? claims.asked(secret)
                : Optional.<ClaimPass.Asked>empty())
            .orElseThrow(() -> unknown(routing));
    return Templates.claimAsked(
            views.of(asked.pass(), clock.instant()), email(asked.account()), secret)
        .render();
  }

  /** The click. */
  @POST
  @Path("{secret}")
  public Response agree(@PathParam("secret") String secret, RoutingContext routing) {
    claims.agree(secret).orElseThrow(() -> unknown(routing));
    return Response.seeOther(URI.create("/claim/done")).build();
  }

  private Response toSignIn() {
    return Response.seeOther(URI.create(targets.signIn("/claim", HOUR))).build();
  }

  private static String form(Reader reader, String which, boolean wrong) {
    return Templates.claim(email(reader), reader.emailVerified(), which, wrong).render();
  }

  private static String email(Reader reader) {
    return reader.email().value();
  }

  private Problem unknown(RoutingContext routing) {
    limits.take("claim-link", addresses.key(routing), MOST_WRONG, HOUR);
    return Problem.notFound(
        "This link opens nothing",
        "It was used already, or it is older than a day. Who wants the pass in an account can ask"
            + " again.");
  }
}
