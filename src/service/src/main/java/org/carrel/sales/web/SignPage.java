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
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.sales.Acceptance;
import org.carrel.sales.AgreementInvoices;
import org.carrel.sales.Agreements;
import org.carrel.sales.AnswerQuote;
import org.carrel.sales.QuoteFiles;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;

/**
 * Where the mail to the person who accepts leads: the page says what is accepted and asks for one
 * click. Opening it changes nothing.
 */
@Path("/sign/{secret}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignPage {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int MOST_WRONG = 60;

  private final AnswerQuote answers;
  private final QuoteFiles files;
  private final Agreements agreements;
  private final AgreementInvoices invoices;
  private final RateLimits limits;
  private final ClientAddresses addresses;
  private final Clock clock;

  SignPage(
      AnswerQuote answers,
      QuoteFiles files,
      Agreements agreements,
      AgreementInvoices invoices,
      RateLimits limits,
      ClientAddresses addresses,
      Clock clock) {
    this.answers = answers;
    this.files = files;
    this.agreements = agreements;
    this.invoices = invoices;
    this.limits = limits;
    this.addresses = addresses;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance sign(QuoteView quote, Acceptance acceptance, String payPage);
  }

  @GET
  public String show(@PathParam("secret") String secret, RoutingContext routing) {
    AnswerQuote.Asked asked = asked(secret, routing);
    return Templates.sign(
            QuoteView.of(asked.quote(), secret, clock.instant()),
            asked.acceptance(),
            payPage(asked.quote().version().id()))
        .render();
  }

  @GET
  @Path("quote.pdf")
  @Produces("application/pdf")
  public Response pdf(@PathParam("secret") String secret, RoutingContext routing) {
    return QuotePage.pdf(files.of(asked(secret, routing).quote().version().id()));
  }

  /** The click. */
  @POST
  public Response accept(@PathParam("secret") String secret, RoutingContext routing) {
    asked(secret, routing);
    String from = addresses.of(routing).map(InetAddress::getHostAddress).orElse("unknown");
    String agent = Objects.requireNonNullElse(routing.request().getHeader("User-Agent"), "");
    answers.accept(secret, from, agent);
    return Response.seeOther(URI.create("/sign/" + secret)).build();
  }

  /** Where its invoice can be paid; empty where that is nowhere. */
  private String payPage(String versionId) {
    return agreements
        .ofVersion(versionId)
        .flatMap(agreement -> invoices.of(agreement.id()).payPage())
        .orElse("");
  }

  private AnswerQuote.Asked asked(String secret, RoutingContext routing) {
    return (SECRET.matcher(secret).matches()
            ? answers.asked(secret)
            : Optional.<AnswerQuote.Asked>empty())
        .orElseThrow(
            () -> {
              limits.take("sign-link", addresses.key(routing), MOST_WRONG, Duration.ofHours(1));
              return Problem.notFound(
                  "This link opens nothing",
                  "It is older than 7 days, or it was cut in two on its way. The quote's own link"
                      + " leads to a new one.");
            });
  }
}
