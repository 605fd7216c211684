package org.carrel.stripesim.hosted;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.billing.Invoices;
import org.carrel.stripesim.billing.PayInvoice;
import org.carrel.stripesim.checkout.Billing;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.state.Records;

/**
 * The hosted page of an invoice: shows it, takes a test card, and stands for the customer's bank
 * where it is paid by transfer. No script is needed.
 */
@Path("/i/{page}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.WILDCARD)
@Blocking
public class InvoicePage {
  private static final int LONGEST_SENDER = 140;

  private final Records records;
  private final PayInvoice paying;
  private final SimConfig config;
  private final SimTime time;

  InvoicePage(Records records, PayInvoice paying, SimConfig config, SimTime time) {
    this.records = records;
    this.paying = paying;
    this.config = config;
    this.time = time;
  }

  /** The pages. */
  @CheckedTemplate(basePath = "")
  static class Templates {
    static native TemplateInstance invoice(ShownInvoice shown, Entered entered, String sent);

    static native TemplateInstance invoiceChallenge(ShownInvoice shown);

    static native TemplateInstance noInvoice();
  }

  /**
   * The invoice.
   *
   * @param sent {@code 1} right after a transfer was sent
   */
  @GET
  public Response show(
      @PathParam("page") String page, @QueryParam("sent") @DefaultValue("") String sent) {
    return find(page)
        .map(shown -> page(200, shown, Entered.NOTHING, sent))
        .orElseGet(InvoicePage::unknown);
  }

  /** Pays what is left by card. */
  @POST
  @Path("/card")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response card(@PathParam("page") String page, MultivaluedMap<String, String> sent) {
    Optional<ShownInvoice> found = find(page);
    if (found.isEmpty()) {
      return unknown();
    }
    ShownInvoice shown = found.get();
    if (!shown.payable() || !shown.byCard()) {
      return over(shown);
    }
    Fields fields = new Fields(sent);
    CardForm form = new CardForm(fields, shown.email());
    form.read(time);
    Entered entered = fields.entered();
    if (!entered.errors().isEmpty()) {
      return page(422, shown, entered, "");
    }
    return answer(
        paying.card(page, form.payer(Billing.NOTHING, false), fields.number("total")),
        page,
        entered);
  }

  @GET
  @Path("/authenticate")
  public Response challenge(@PathParam("page") String page) {
    return find(page)
        .map(
            shown ->
                shown.payable()
                    ? Pages.page(200, Templates.invoiceChallenge(shown))
                    : page(200, shown, Entered.NOTHING, ""))
        .orElseGet(InvoicePage::unknown);
  }

  @POST
  @Path("/authenticate")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response authenticate(
      @PathParam("page") String page, @FormParam("answer") @DefaultValue("") String answer) {
    return find(page).isEmpty()
        ? unknown()
        : answer(paying.authenticated(page, answer.equals("complete")), page, Entered.NOTHING);
  }

  /** Stands for the customer's bank: a transfer of that amount arrives. */
  @POST
  @Path("/transfer")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response transfer(@PathParam("page") String page, MultivaluedMap<String, String> sent) {
    Optional<ShownInvoice> found = find(page);
    if (found.isEmpty()) {
      return unknown();
    }
    ShownInvoice shown = found.get();
    if (!shown.payable() || !shown.byTransfer()) {
      return over(shown);
    }
    Fields fields = new Fields(sent);
    String typed = fields.text("amount").replace(",", "");
    String sender = fields.text("sender");
    Optional<Long> amount = MinorUnits.read(typed, shown.currency()).filter(minor -> minor > 0);
    if (amount.isEmpty()) {
      fields.wrong("amount", "Enter an amount, such as " + shown.plain() + ".");
    }
    if (sender.isEmpty() || sender.length() > LONGEST_SENDER) {
      fields.wrong("sender", "Enter who sends it; any name will do.");
    }
    Entered entered = fields.entered();
    if (!entered.errors().isEmpty()) {
      return page(422, shown, entered, "");
    }
    paying.transfer(page, amount.orElseThrow(), sender);
    return Pages.seeOther(config.baseUrl() + "/i/" + page + "?sent=1");
  }

  private Response answer(Checkout.Result result, String page, Entered entered) {
    ShownInvoice now = find(page).orElseThrow();
    if (result instanceof Checkout.Paid paid) {
      return Pages.seeOther(paid.successUrl());
    }
    if (result instanceof Checkout.Declined declined) {
      return page(402, now, entered.declined(declined.message()), "");
    }
    if (result instanceof Checkout.Challenged) {
      return Pages.seeOther(config.baseUrl() + "/i/" + page + "/authenticate");
    }
    if (result instanceof Checkout.Changed) {
      String notice = "What is left to pay is now %s. Nothing was charged: look at it again.";
      return page(409, now, entered.notice(notice.formatted(now.remaining())), "");
    }
    return over(now);
  }

  /** Paid already is no failure; voided is. */
  private static Response over(ShownInvoice shown) {
    return page(shown.paid() ? 200 : 410, shown, Entered.NOTHING, "");
  }

  private Optional<ShownInvoice> find(String page) {
    return records.inTransaction(
        transaction ->
            Invoices.ofPage(transaction, page)
                .map(invoice -> ShownInvoice.of(transaction, invoice, page, config.sellerName())));
  }

  private static Response page(int status, ShownInvoice shown, Entered entered, String sent) {
    return Pages.page(status, Templates.invoice(shown, entered, sent));
  }

  private static Response unknown() {
    return Pages.page(404, Templates.noInvoice());
  }
}
