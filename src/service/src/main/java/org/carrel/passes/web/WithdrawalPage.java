package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.carrel.passes.Order;
import org.carrel.passes.OrderState;
import org.carrel.passes.Orders;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;
import org.carrel.passes.Withdrawal;
import org.carrel.passes.Withdrawals;
import org.carrel.web.Problem;

/**
 * How a withdrawal stands. Its address cannot be guessed and shows nothing of the buyer, so that it
 * needs neither device nor link, which may be gone with the pass.
 */
@Path("/withdrawals/{id}")
@Produces(MediaType.TEXT_HTML)
public class WithdrawalPage {
  private final Withdrawals withdrawals;
  private final Orders orders;
  private final Plans plans;

  WithdrawalPage(Withdrawals withdrawals, Orders orders, Plans plans) {
    this.withdrawals = withdrawals;
    this.orders = orders;
    this.plans = plans;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance withdrawal(View view);
  }

  /** What the page shows. */
  record View(Withdrawal withdrawal, Order order, Plan plan) {
    /** The money is sent back, or there was none. */
    public boolean done() {
      return order.state() == OrderState.REFUNDED && !failed();
    }

    /** The money could not be sent back. */
    public boolean failed() {
      return withdrawal.failedAt().isPresent();
    }

    /** Whether anything was charged at all. */
    public boolean charged() {
      return order.paymentIntentId().isPresent();
    }
  }

  @GET
  @PermitAll
  public Response show(@PathParam("id") String id) {
    Withdrawal withdrawal =
        withdrawals
            .find(id)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "There is no such withdrawal",
                        "The mail about your withdrawal says how it stands."));
    Order order = orders.find(withdrawal.orderId()).orElseThrow();
    Plan plan = plans.version(order.planCode(), order.planVersion());
    return Response.ok(Templates.withdrawal(new View(withdrawal, order, plan)).render())
        .header("X-Robots-Tag", "noindex")
        .build();
  }
}
