package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.Optional;
import org.carrel.desk.ActForStaff;
import org.carrel.desk.FindOrders;
import org.carrel.desk.StaffAct;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The staff's desk: find an order, see what happened to it, refund, revoke, send the link again.
 */
@Path("/staff")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class StaffPage {
  private final StaffMember staff;
  private final FindOrders finding;
  private final Orders orders;
  private final Passes passes;
  private final OrderView.Maker views;
  private final ActForStaff acts;

  StaffPage(
      StaffMember staff,
      FindOrders finding,
      Orders orders,
      Passes passes,
      OrderView.Maker views,
      ActForStaff acts) {
    this.staff = staff;
    this.finding = finding;
    this.orders = orders;
    this.passes = passes;
    this.views = views;
    this.acts = acts;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance staff(String q, List<OrderView> found);

    static native TemplateInstance order(
        String q, OrderView order, Confirmation confirm, @Nullable Done done, String error);
  }

  /** The query's one order at once, a list of several, or a word about none. */
  @GET
  public Response find(@QueryParam("q") @Nullable String query) {
    String q = query == null ? "" : query.strip();
    List<Order> found = finding.find(q);
    if (found.size() == 1) {
      return Response.seeOther(URI.create("/staff/orders/" + found.get(0).id())).build();
    }
    return page(Templates.staff(q, found.stream().map(views::of).toList()));
  }

  /**
   * An order.
   *
   * @param confirm the act to ask back about, see {@link Confirmation}
   * @param done what an act just came to, see {@link Done}
   */
  @GET
  @Path("orders/{id}")
  public Response order(
      @PathParam("id") String id,
      @QueryParam("confirm") @Nullable String confirm,
      @QueryParam("done") @Nullable String done) {
    return page(Templates.order("", view(id), Confirmation.of(confirm), Done.of(done), ""));
  }

  @POST
  @Path("orders/{id}/refund")
  public Response refund(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
    OrderView view = view(id);
    return given(reason)
        .map(why -> acts.refund(view.order().id(), why, staff.id()))
        .map(outcome -> done(id, outcome))
        .orElseGet(() -> again(view, Confirmation.REFUND));
  }

  @POST
  @Path("orders/{id}/resend")
  public Response resend(@PathParam("id") String id) {
    return done(id, acts.resend(view(id).order().id(), staff.id()));
  }

  @POST
  @Path("passes/{id}/revoke")
  public Response revoke(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
    Pass pass = passes.find(id).orElseThrow(StaffPage::unknown);
    return given(reason)
        .map(why -> acts.revoke(pass, why, staff.id()))
        .map(outcome -> done(pass.orderId(), outcome))
        .orElseGet(() -> again(view(pass.orderId()), Confirmation.REVOKE));
  }

  private OrderView view(String id) {
    return orders.find(id).map(views::of).orElseThrow(StaffPage::unknown);
  }

  private static Optional<String> given(@Nullable String reason) {
    return Optional.ofNullable(reason)
        .map(String::strip)
        .filter(text -> text.length() >= 3 && text.length() <= StaffAct.REASON_LENGTH);
  }

  private static Response again(OrderView view, Confirmation confirm) {
    String error =
        "Give a reason in 3 to " + StaffAct.REASON_LENGTH + " characters. Nothing was changed.";
    return Response.status(422)
        .entity(Templates.order("", view, confirm, null, error).render())
        .build();
  }

  private static Response done(String orderId, ActForStaff.Outcome outcome) {
    return Response.seeOther(URI.create("/staff/orders/" + orderId + "?done=" + Done.code(outcome)))
        .build();
  }

  private static Problem unknown() {
    return Problem.notFound(
        "There is no such order or pass",
        "Its id may have been cut in two. Search by e-mail address or reference instead.");
  }

  private static Response page(TemplateInstance template) {
    return Response.ok(template.render()).build();
  }
}
