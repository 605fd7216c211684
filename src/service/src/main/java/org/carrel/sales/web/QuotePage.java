package org.carrel.sales.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.base.EmailAddress;
import org.carrel.sales.AnswerQuote;
import org.carrel.sales.QuoteFiles;
import org.carrel.sales.Quotes;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.jspecify.annotations.Nullable;

/**
 * A quote, for who holds its mailed link. Opening it changes nothing; it is declined by a click
 * here, and accepted only by a click in a mail to the person who accepts.
 */
@Path("/q/{secret}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class QuotePage {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int MOST_WRONG = 60;
  private static final int MOST_MAILS = 10;
  private static final int LONGEST_REASON = 1_000;
  private static final String MANY_MAILS =
      "Many mails about quotes were asked for in this hour. Nothing that you typed is lost: send it"
          + " again in an hour.";

  private final Quotes quotes;
  private final AnswerQuote answers;
  private final QuoteFiles files;
  private final RateLimits limits;
  private final ClientAddresses addresses;
  private final Clock clock;

  QuotePage(
      Quotes quotes,
      AnswerQuote answers,
      QuoteFiles files,
      RateLimits limits,
      ClientAddresses addresses,
      Clock clock) {
    this.quotes = quotes;
    this.answers = answers;
    this.files = files;
    this.limits = limits;
    this.addresses = addresses;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance quote(QuoteView quote, String act, String typed, String error);

    static native TemplateInstance accept(
        QuoteView quote, AcceptForm form, Map<String, String> errors);
  }

  /**
   * The quote.
   *
   * @param act {@code forward} or {@code decline}: what the page asks back about; {@code
   *     forwarded}, {@code asked} or {@code declined}: what was just done
   */
  @GET
  public String show(
      @PathParam("secret") String secret,
      @QueryParam("act") @Nullable String act,
      RoutingContext routing) {
    return Templates.quote(view(secret, routing), act == null ? "" : act, "", "").render();
  }

  @GET
  @Path("quote.pdf")
  @Produces("application/pdf")
  public Response pdf(@PathParam("secret") String secret, RoutingContext routing) {
    return pdf(files.of(listed(secret, routing).version().id()));
  }

  static Response pdf(QuoteFiles.File file) {
    return Response.ok(file.bytes(), "application/pdf")
        .header("Content-Disposition", "inline; filename=\"" + file.name() + "\"")
        .build();
  }

  @GET
  @Path("accept")
  public Response acceptForm(@PathParam("secret") String secret, RoutingContext routing) {
    QuoteView view = view(secret, routing);
    if (!view.isOpen()) {
      return to(secret, "");
    }
    AcceptForm form =
        AcceptForm.of(
            view.paper().content().buyer().legalName()
                + "\n"
                + String.join("\n", view.paper().content().buyer().address()),
            view.paper().content().buyer().taxId());
    return Response.ok(Templates.accept(view, form, Map.of()).render()).build();
  }

  /** Takes down who wants to accept, and mails them the page with the click. */
  @POST
  @Path("accept")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response accept(
      @PathParam("secret") String secret, @BeanParam AcceptForm form, RoutingContext routing) {
    Quotes.Listed listed = listed(secret, routing);
    QuoteView view = QuoteView.of(listed, secret, clock.instant());
    LocalDate today = LocalDate.ofInstant(clock.instant(), view.paper().content().zoneId());
    Map<String, String> errors = form.errors(today);
    if (!errors.isEmpty()) {
      return again(UNPROCESSABLE, view, form, errors);
    }
    Optional<Duration> wait = untilMail(listed, routing);
    if (wait.isPresent()) {
      return later(again(TOO_MANY, view, form, Map.of("sent", MANY_MAILS)), wait.get());
    }
    EmailAddress email = EmailAddress.parse(form.email()).orElseThrow();
    return to(secret, answers.ask(listed.version().id(), email, form.signing()) ? "asked" : "");
  }

  /** Sends it on to the person who may sign. */
  @POST
  @Path("forward")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response forward(
      @PathParam("secret") String secret,
      @FormParam("email") @Nullable String email,
      RoutingContext routing) {
    Quotes.Listed listed = listed(secret, routing);
    String typed = email == null ? "" : email.strip();
    Optional<EmailAddress> address = EmailAddress.parse(typed);
    if (address.isEmpty()) {
      String error = "This is not a complete e-mail address. Example: ada@example.edu";
      return again(UNPROCESSABLE, listed, secret, "forward", typed, error);
    }
    Optional<Duration> wait = untilMail(listed, routing);
    if (wait.isPresent()) {
      Response many = again(TOO_MANY, listed, secret, "forward", typed, MANY_MAILS);
      return later(many, wait.get());
    }
    return to(secret, answers.forward(listed.version().id(), address.get()) ? "forwarded" : "");
  }

  @POST
  @Path("decline")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response decline(
      @PathParam("secret") String secret,
      @FormParam("reason") @Nullable String reason,
      RoutingContext routing) {
    Quotes.Listed listed = listed(secret, routing);
    String typed = reason == null ? "" : reason.strip();
    if (typed.length() < 3 || typed.length() > LONGEST_REASON) {
      String error = "Say why in 3 to 1,000 characters. Nothing was changed.";
      return again(UNPROCESSABLE, listed, secret, "decline", typed, error);
    }
    return to(secret, answers.decline(listed.version().id(), typed) ? "declined" : "");
  }

  private static Response again(
      int status, QuoteView view, AcceptForm form, Map<String, String> errors) {
    return Response.status(status).entity(Templates.accept(view, form, errors).render()).build();
  }

  private Response again(
      int status, Quotes.Listed listed, String secret, String act, String typed, String error) {
    QuoteView view = QuoteView.of(listed, secret, clock.instant());
    return Response.status(status)
        .entity(Templates.quote(view, act, typed, error).render())
        .build();
  }

  /**
   * Each page of a quote sends few mails, so that nobody can make it send many to others.
   *
   * @return how long until the next one, where none may go now
   */
  private Optional<Duration> untilMail(Quotes.Listed listed, RoutingContext routing) {
    return limits
        .untilNext("quote-mail", addresses.key(routing), MOST_MAILS, HOUR)
        .or(() -> limits.untilNext("quote-mail-of", listed.version().id(), MOST_MAILS, HOUR));
  }

  private static Response later(Response page, Duration wait) {
    return Response.fromResponse(page).header("Retry-After", RateLimits.retryAfter(wait)).build();
  }

  private QuoteView view(String secret, RoutingContext routing) {
    return QuoteView.of(listed(secret, routing), secret, clock.instant());
  }

  private Quotes.Listed listed(String secret, RoutingContext routing) {
    return (SECRET.matcher(secret).matches()
            ? quotes.bySecret(secret)
            : Optional.<Quotes.Listed>empty())
        .orElseThrow(
            () -> {
              limits.take("quote-link", addresses.key(routing), MOST_WRONG, HOUR);
              return Problem.notFound(
                  "This link opens no quote",
                  "It may have been cut in two on its way. Open it from the mail, or reply to that"
                      + " mail.");
            });
  }

  private static Response to(String secret, String act) {
    return Response.seeOther(URI.create("/q/" + secret + (act.isEmpty() ? "" : "?act=" + act)))
        .build();
  }
}
