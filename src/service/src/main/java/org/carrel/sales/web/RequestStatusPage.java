package org.carrel.sales.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.sales.AskForQuote;
import org.carrel.sales.AskForTrial;
import org.carrel.sales.FollowRequest;
import org.carrel.sales.Request;
import org.carrel.sales.Requests;
import org.carrel.sales.TrialView;
import org.carrel.sales.Trials;
import org.carrel.sales.WithdrawTrial;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;

/**
 * A request's private page, for who has a mailed link: confirms the address, then shows where the
 * request and its trial stand. To look at it changes nothing.
 */
@Path("/request/{secret}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class RequestStatusPage {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int MOST_WRONG = 60;

  private final Requests requests;
  private final FollowRequest following;
  private final Trials trials;
  private final AskForTrial asking;
  private final WithdrawTrial withdrawing;
  private final AskForQuote quotes;
  private final Collections collections;
  private final RateLimits limits;
  private final ClientAddresses addresses;
  private final Clock clock;

  RequestStatusPage(
      Requests requests,
      FollowRequest following,
      Trials trials,
      AskForTrial asking,
      WithdrawTrial withdrawing,
      AskForQuote quotes,
      Collections collections,
      RateLimits limits,
      ClientAddresses addresses,
      Clock clock) {
    this.requests = requests;
    this.following = following;
    this.trials = trials;
    this.asking = asking;
    this.withdrawing = withdrawing;
    this.quotes = quotes;
    this.collections = collections;
    this.limits = limits;
    this.addresses = addresses;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance confirm(RequestView view, String secret);

    static native TemplateInstance status(RequestView view, String secret);
  }

  @GET
  public String show(@PathParam("secret") String secret, RoutingContext routing) {
    Request request = known(secret).flatMap(requests::bySecret).orElseThrow(() -> unknown(routing));
    RequestView view = view(request);
    return view.isUnconfirmed()
        ? Templates.confirm(view, secret).render()
        : Templates.status(view, secret).render();
  }

  /** The click that confirms the address. */
  @POST
  @Path("confirm")
  public Response confirm(@PathParam("secret") String secret, RoutingContext routing) {
    known(secret).flatMap(following::confirm).orElseThrow(() -> unknown(routing));
    return toPage(secret);
  }

  @POST
  @Path("withdraw")
  public Response withdraw(@PathParam("secret") String secret, RoutingContext routing) {
    known(secret).flatMap(following::withdraw).orElseThrow(() -> unknown(routing));
    return toPage(secret);
  }

  /** The click that lets the trial of a request of both begin. */
  @POST
  @Path("trial")
  public Response askForTrial(@PathParam("secret") String secret, RoutingContext routing) {
    known(secret).flatMap(asking::ask).orElseThrow(() -> unknown(routing));
    return toPage(secret);
  }

  @POST
  @Path("trial/withdraw")
  public Response withdrawTrial(@PathParam("secret") String secret, RoutingContext routing) {
    known(secret).flatMap(withdrawing::withdraw).orElseThrow(() -> unknown(routing));
    return toPage(secret);
  }

  /** The click that asks for a quote for what was tried. */
  @POST
  @Path("trial/quote")
  public Response askForQuote(@PathParam("secret") String secret, RoutingContext routing) {
    known(secret).flatMap(quotes::after).orElseThrow(() -> unknown(routing));
    return toPage(secret);
  }

  private RequestView view(Request request) {
    List<String> asked =
        collections.all().stream()
            .filter(one -> request.collections().contains(one.number()))
            .map(Collection::name)
            .toList();
    Instant now = clock.instant();
    Optional<TrialView> trial =
        trials.ofRequest(request.id()).map(one -> new TrialView(one, now, trials.titleOf(one)));
    return new RequestView(request, now, asked, requests.rangesOf(request.id()), trial);
  }

  private static Response toPage(String secret) {
    return Response.seeOther(URI.create("/request/" + secret)).build();
  }

  private static Optional<String> known(String secret) {
    return Optional.of(secret).filter(text -> SECRET.matcher(text).matches());
  }

  private Problem unknown(RoutingContext routing) {
    limits.take("request-link", addresses.key(routing), MOST_WRONG, Duration.ofHours(1));
    return Problem.notFound(
        "This link opens nothing",
        "It may have been cut in two: copy the whole link from the mail. A request that nobody"
            + " confirmed is forgotten after some weeks; you can ask again.");
  }
}
