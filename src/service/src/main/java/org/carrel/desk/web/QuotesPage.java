package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.desk.web.QuoteDesk.Queue;
import org.carrel.sales.DraftQuote;
import org.carrel.sales.Quote;
import org.carrel.sales.SendQuote;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** Quotes, for staff: the queue, a quote with its versions, the form, and what is done with it. */
@Path("/staff/quotes")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class QuotesPage {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_REASON = 500;

  private final QuoteDesk desk;
  private final DraftQuote drafts;
  private final SendQuote sending;
  private final StaffMember staff;

  QuotesPage(QuoteDesk desk, DraftQuote drafts, SendQuote sending, StaffMember staff) {
    this.desk = desk;
    this.drafts = drafts;
    this.sending = sending;
    this.staff = staff;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance quotes(Queue queue);

    static native TemplateInstance quote(QuoteCard card, String act, String done, String error);

    static native TemplateInstance writeQuote(
        QuoteForm form, Map<String, String> errors, QuoteChoices choices, Writing writing);
  }

  /**
   * What the form writes.
   *
   * @param action where it is sent
   * @param title of the page
   * @param back where nothing is written
   * @param seen the change count of the version that it is made from
   */
  record Writing(String action, String title, String back, long seen) {
    static final Writing NEW =
        new Writing("/staff/quotes", "Write a quote", "/staff/institutions", 0);
  }

  @GET
  public String list() {
    return Templates.quotes(desk.queue()).render();
  }

  /**
   * The form of a new quote.
   *
   * @param institution the id of whom it is for
   * @param like the id of a quote that it is to begin from
   * @param renews the id of an agreement that it is to renew
   */
  @GET
  @Path("new")
  public String form(
      @QueryParam("institution") @Nullable String institution,
      @QueryParam("like") @Nullable String like,
      @QueryParam("renews") @Nullable String renews) {
    if (renews != null) {
      return page(desk.renewal(renews), Map.of(), Writing.NEW);
    }
    QuoteForm form =
        like == null ? desk.empty(institution == null ? "" : institution) : desk.like(like);
    return page(form, Map.of(), Writing.NEW);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response begin(@BeanParam QuoteForm form) {
    CheckedQuote checked = desk.checked(form);
    if (!checked.errors().isEmpty()) {
      return again(form, checked, Writing.NEW);
    }
    String like = form.like().isEmpty() ? null : desk.card(form.like()).quote().id();
    String renews = desk.renewed(form);
    Quote quote = drafts.begin(form.institution(), checked.content(), like, renews, staff.id());
    return to(quote.id(), "");
  }

  /**
   * A quote.
   *
   * @param act what the page asks back about: {@code return}, {@code withdraw}
   * @param done what an act just came to
   */
  @GET
  @Path("{id}")
  public String show(
      @PathParam("id") String id,
      @QueryParam("act") @Nullable String act,
      @QueryParam("done") @Nullable String done) {
    return Templates.quote(desk.card(id), act == null ? "" : act, done == null ? "" : done, "")
        .render();
  }

  @GET
  @Path("{id}/edit")
  public Response edit(@PathParam("id") String id) {
    QuoteCard card = desk.card(id);
    if (!card.isEditable()) {
      return to(id, "not-as-seen");
    }
    QuoteForm form = QuoteForm.of(card.institution().id(), card.content());
    return Response.ok(page(form, Map.of(), writing(card, card.current().version()))).build();
  }

  @POST
  @Path("{id}/edit")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response write(@PathParam("id") String id, @BeanParam QuoteForm form) {
    QuoteCard card = desk.card(id);
    form.institution = card.institution().id();
    CheckedQuote checked = desk.checked(form);
    if (!checked.errors().isEmpty()) {
      return again(form, checked, writing(card, form.seen()));
    }
    if (drafts.edit(id, form.seen(), checked.content(), staff.id()).isPresent()) {
      return to(id, "");
    }
    QuoteCard now = desk.card(id);
    return conflict(form, writing(now, now.current().version()));
  }

  /**
   * Does something with the version that counts.
   *
   * @param seen its change count, as it was looked at
   */
  @POST
  @Path("{id}/act")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response act(
      @PathParam("id") String id,
      @FormParam("act") @Nullable String act,
      @FormParam("seen") @Nullable Long seen,
      @FormParam("reason") @Nullable String reason) {
    QuoteCard card = desk.card(id);
    Optional<SendQuote.Act> wanted = known(act);
    String why = reason == null ? "" : reason.strip();
    boolean asks =
        wanted.filter(SendQuote.Act.RETURN::equals).isPresent()
            || wanted.filter(SendQuote.Act.WITHDRAW::equals).isPresent();
    if (asks && (why.length() < 3 || why.length() > LONGEST_REASON)) {
      String error = "Give a reason in 3 to 500 characters. Nothing was changed.";
      return Response.status(UNPROCESSABLE)
          .entity(Templates.quote(card, act == null ? "" : act, "", error).render())
          .build();
    }
    return wanted
        .map(known -> sending.act(id, seen == null ? -1 : seen, known, why, staff.id()))
        .map(outcome -> to(id, code(outcome)))
        .orElseGet(() -> to(id, "not-as-seen"));
  }

  @GET
  @Path("{id}/files/{file}")
  @Produces("application/pdf")
  public Response pdf(@PathParam("id") String id, @PathParam("file") String file) {
    return desk.pdf(id, file);
  }

  private static Optional<SendQuote.Act> known(@Nullable String act) {
    return Arrays.stream(SendQuote.Act.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(act))
        .findFirst();
  }

  private static Writing writing(QuoteCard card, long seen) {
    String at = "/staff/quotes/" + card.quote().id();
    int newest = card.versions().get(0).number();
    int number = card.isDraft() ? card.current().number() : newest + 1;
    String title = "Quote " + card.quote().reference() + ", version " + number;
    return new Writing(at + "/edit", title, at, seen);
  }

  private Response again(QuoteForm form, CheckedQuote checked, Writing writing) {
    return Response.status(UNPROCESSABLE).entity(page(form, checked.errors(), writing)).build();
  }

  /** Somebody was there first: the form as it was typed, and what to look at before it is sent. */
  private Response conflict(QuoteForm form, Writing writing) {
    String error =
        "Somebody changed this quote meanwhile. Look at it in another window, then send this again.";
    return Response.status(Response.Status.CONFLICT)
        .entity(page(form, Map.of("errors", error), writing))
        .build();
  }

  private String page(QuoteForm form, Map<String, String> errors, Writing writing) {
    return Templates.writeQuote(form, errors, desk.choices(form.institution()), writing).render();
  }

  private static String code(SendQuote.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Response to(String id, String done) {
    String query = done.isEmpty() ? "" : "?done=" + done;
    return Response.seeOther(URI.create("/staff/quotes/" + id + query)).build();
  }

  static Problem unknown() {
    return Problem.notFound(
        "There is no such quote", "Its id may have been cut in two. Look for it among the quotes.");
  }
}
