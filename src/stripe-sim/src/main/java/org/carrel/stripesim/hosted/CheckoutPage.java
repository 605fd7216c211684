package org.carrel.stripesim.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.state.Records;

/** The hosted payment page: shows what is bought and takes a test card, with no script needed. */
@Path("/c/pay/{session}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CheckoutPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** The pages. */
  @CheckedTemplate(basePath = "")
  static class Templates {
    static native TemplateInstance checkout(Shown shown);

    static native TemplateInstance challenge(Shown shown);

    static native TemplateInstance ended(Shown shown);

    static native TemplateInstance unknown();
  }

  private final Records records;
  private final Checkout checkout;
  private final SimConfig config;
  private final SimTime time;

  CheckoutPage(Records records, Checkout checkout, SimConfig config, SimTime time) {
    this.records = records;
    this.checkout = checkout;
    this.config = config;
    this.time = time;
  }

  @GET
  public Response show(@PathParam("session") String id) {
    return shown(id)
        .map(
            shown ->
                shown.status().equals("open")
                    ? page(200, Templates.checkout(shown))
                    : page(200, Templates.ended(shown)))
        .orElseGet(() -> page(404, Templates.unknown()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response pay(
      @PathParam("session") String id,
      @FormParam("email") @DefaultValue("") String email,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("number") @DefaultValue("") String number,
      @FormParam("expiry") @DefaultValue("") String expiry,
      @FormParam("cvc") @DefaultValue("") String cvc) {
    Optional<Shown> found = shown(id);
    if (found.isEmpty()) {
      return page(404, Templates.unknown());
    }
    Shown shown = found.get();
    if (!shown.status().equals("open")) {
      return shown.status().equals("complete")
          ? seeOther(shown.success())
          : page(410, Templates.ended(shown));
    }
    CardForm form = new CardForm(shown.fixedEmail() ? shown.email() : email, name);
    if (!shown.free()) {
      form.card(number, expiry, cvc, time);
    }
    if (!form.errors().isEmpty()) {
      return page(422, Templates.checkout(shown.with(form)));
    }
    Checkout.Result result =
        shown.free()
            ? checkout.payNothing(id, form.payerOfNothing())
            : checkout.pay(id, form.payer());
    return answer(result, shown.with(form));
  }

  @GET
  @Path("/authenticate")
  public Response challenge(@PathParam("session") String id) {
    return shown(id)
        .map(
            shown ->
                shown.status().equals("open")
                    ? page(200, Templates.challenge(shown))
                    : page(200, Templates.ended(shown)))
        .orElseGet(() -> page(404, Templates.unknown()));
  }

  @POST
  @Path("/authenticate")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response authenticate(
      @PathParam("session") String id, @FormParam("answer") @DefaultValue("") String answer) {
    return shown(id)
        .map(shown -> answer(checkout.authenticated(id, answer.equals("complete")), shown))
        .orElseGet(() -> page(404, Templates.unknown()));
  }

  private Response answer(Checkout.Result result, Shown shown) {
    if (result instanceof Checkout.Paid paid) {
      return seeOther(paid.successUrl());
    }
    if (result instanceof Checkout.Declined declined) {
      return page(402, Templates.checkout(shown.declined(declined.message())));
    }
    if (result instanceof Checkout.Challenged) {
      return seeOther(checkout.page(shown.id()) + "/authenticate");
    }
    return shown(shown.id())
        .map(ended -> page(410, Templates.ended(ended)))
        .orElseGet(() -> page(404, Templates.unknown()));
  }

  private Optional<Shown> shown(String id) {
    checkout.expireDue();
    return records.inTransaction(
        transaction -> {
          Optional<ObjectNode> session = transaction.find(Kinds.SESSION, id);
          return session.map(each -> Shown.of(transaction, each, config.sellerName()));
        });
  }

  private static Response seeOther(String url) {
    return Response.status(303)
        .header("Location", url)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  private static Response page(int status, TemplateInstance template) {
    return Response.status(status)
        .entity(template.render())
        .type("text/html; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
