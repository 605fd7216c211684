package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.invoices.InvoiceFiles;
import org.carrel.sales.ActOnAgreement;
import org.carrel.sales.AgreementInvoices;
import org.carrel.sales.AgreementPayment;
import org.carrel.sales.InvoiceEvent;
import org.carrel.sales.SignedPaper;

/** Agreements, for staff: all of them, one with its money, and what is done with it. */
@Path("/staff/agreements")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class AgreementsPage {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_REASON = 500;

  private final AgreementDesk desk;
  private final ActOnAgreement acts;
  private final AgreementInvoices invoices;
  private final InvoiceFiles files;
  private final StaffMember staff;

  AgreementsPage(
      AgreementDesk desk,
      ActOnAgreement acts,
      AgreementInvoices invoices,
      InvoiceFiles files,
      StaffMember staff) {
    this.desk = desk;
    this.acts = acts;
    this.invoices = invoices;
    this.files = files;
    this.staff = staff;
  }

  /**
   * What the page asks back about or tells.
   *
   * @param act what is asked back about: an act, or the id of a payment that is to come back
   * @param done what an act came to
   * @param error of the reason
   */
  record Asked(String act, String done, String error) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance agreements(List<AgreementCard> cards);

    static native TemplateInstance agreement(
        AgreementCard card,
        Asked asked,
        PaymentForm form,
        Map<String, String> errors,
        List<AgreementPayment.How> ways);
  }

  @GET
  public String list() {
    return Templates.agreements(desk.all()).render();
  }

  /**
   * An agreement.
   *
   * @param act what the page asks back about
   * @param done what an act just came to
   */
  @GET
  @Path("{id}")
  public String show(
      @PathParam("id") String id,
      @QueryParam("act") @DefaultValue("") String act,
      @QueryParam("done") @DefaultValue("") String done) {
    return page(id, new Asked(act, done, ""), new PaymentForm(), Map.of());
  }

  /** Opens it before its first day, terminates it, or settles its invoice without money. */
  @POST
  @Path("{id}/act")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response act(
      @PathParam("id") String id,
      @FormParam("act") @DefaultValue("") String act,
      @FormParam("seen") @DefaultValue("-1") long seen,
      @FormParam("reason") @DefaultValue("") String reason) {
    AgreementCard card = desk.card(id);
    String why = reason.strip();
    boolean gives = act.equals("open") || act.equals("terminate");
    if (gives && !isReason(why)) {
      return again(id, act);
    }
    boolean done =
        switch (act) {
          case "open" -> acts.open(id, why, staff.id());
          case "terminate" -> acts.terminate(id, seen, why, staff.id());
          case "void" -> invoices.settle(card.invoice().id(), InvoiceEvent.CANCEL, staff.id());
          case "write-off" ->
              invoices.settle(card.invoice().id(), InvoiceEvent.WRITE_OFF, staff.id());
          default -> false;
        };
    return to(id, done ? act : "not-as-seen");
  }

  /** Records money that came on paper. */
  @POST
  @Path("{id}/payments")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response pay(@PathParam("id") String id, @BeanParam PaymentForm form) {
    AgreementCard card = desk.card(id);
    CheckedPayment checked =
        new CheckedPayment(form, card.invoice().total().currency(), desk.today(card));
    if (!checked.errors().isEmpty()) {
      return Response.status(UNPROCESSABLE)
          .entity(page(id, new Asked("", "", ""), form, checked.errors()))
          .build();
    }
    AgreementInvoices.Outcome outcome =
        invoices.receive(card.invoice().id(), checked.money(staff.id()));
    return to(id, outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Notes that money came back. */
  @POST
  @Path("{id}/payments/{payment}/return")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response comeBack(
      @PathParam("id") String id,
      @PathParam("payment") String payment,
      @FormParam("reason") @DefaultValue("") String reason) {
    AgreementPayment found =
        desk.card(id).payments().stream()
            .filter(one -> one.id().equals(payment))
            .findFirst()
            .orElseThrow(AgreementDesk::unknown);
    if (!isReason(reason.strip())) {
      return again(id, payment);
    }
    boolean done = invoices.comeBack(found.id(), reason.strip(), staff.id());
    return to(id, done ? "returned" : "not-as-seen");
  }

  @GET
  @Path("{id}/invoice.pdf")
  @Produces("application/pdf")
  public Response pdf(@PathParam("id") String id) {
    return pdf(desk.card(id), files);
  }

  /** What was signed on paper. It came from outside, so a browser only keeps it. */
  @GET
  @Path("{id}/paper")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response paper(@PathParam("id") String id) {
    AgreementCard card = desk.card(id);
    SignedPaper paper = card.paper().orElseThrow(AgreementDesk::unknown);
    String name = card.agreement().reference() + "-signed." + paper.format().ending();
    return Response.ok(paper.bytes(), MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  /** The invoice of an agreement as a file. */
  static Response pdf(AgreementCard card, InvoiceFiles files) {
    String number = card.invoice().number().orElseThrow(AgreementDesk::unknown);
    return Response.ok(files.pdf(number), "application/pdf")
        .header("Content-Disposition", "inline; filename=\"" + number + ".pdf\"")
        .build();
  }

  private Response again(String id, String act) {
    String error = "Give a reason in 3 to 500 characters. Nothing was changed.";
    return Response.status(UNPROCESSABLE)
        .entity(page(id, new Asked(act, "", error), new PaymentForm(), Map.of()))
        .build();
  }

  private String page(String id, Asked asked, PaymentForm form, Map<String, String> errors) {
    return Templates.agreement(desk.card(id), asked, form, errors, CheckedPayment.ON_PAPER)
        .render();
  }

  private static boolean isReason(String text) {
    return text.length() >= 3 && text.length() <= LONGEST_REASON;
  }

  private static Response to(String id, String done) {
    return Response.seeOther(URI.create("/staff/agreements/" + id + "?done=" + done)).build();
  }
}
