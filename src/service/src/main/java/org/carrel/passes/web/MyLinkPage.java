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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.passes.SendLinks;
import org.carrel.web.ClientAddresses;
import org.carrel.web.RateLimits;
import org.jspecify.annotations.Nullable;

/**
 * "Send me my link again": mails the links of an address to that address. The answer is the same
 * for every address, whether a pass was bought with it or not and however often it was asked for.
 */
@Path("/my-link")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class MyLinkPage {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Requests from one client; a whole library may stand behind one address. */
  private static final int MOST_A_CLIENT = 30;

  /** Mails to one address. */
  private static final int MOST_AN_ADDRESS = 3;

  private final SendLinks links;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  MyLinkPage(SendLinks links, RateLimits limits, ClientAddresses addresses) {
    this.links = links;
    this.limits = limits;
    this.addresses = addresses;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance myLink(String email, boolean wrong);

    static native TemplateInstance linkSent();
  }

  @GET
  public String show() {
    return Templates.myLink("", false).render();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response ask(@FormParam("email") @Nullable String email, RoutingContext routing) {
    limits.take("my-link", addresses.key(routing), MOST_A_CLIENT, HOUR);
    String typed = email == null ? "" : email;
    Optional<EmailAddress> address = EmailAddress.parse(typed);
    if (address.isEmpty()) {
      return Response.status(422).entity(Templates.myLink(typed, true).render()).build();
    }
    String key = address.get().value().toLowerCase(Locale.ROOT);
    if (limits.allows("my-link-mail", key, MOST_AN_ADDRESS, HOUR)) {
      links.ask(address.get());
    }
    return Response.seeOther(URI.create("/my-link/sent")).build();
  }

  @GET
  @Path("sent")
  public String sent() {
    return Templates.linkSent().render();
  }
}
