package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.carrel.passes.Pass;
import org.carrel.passes.WithdrawPass;
import org.carrel.web.Times;
import org.jspecify.annotations.Nullable;

/** What the two addresses of the withdrawal share: the confirmation page and its one click. */
@ApplicationScoped
class WithdrawPages {
  private final WithdrawPass withdraw;
  private final PassViews views;
  private final Clock clock;

  WithdrawPages(WithdrawPass withdraw, PassViews views, Clock clock) {
    this.withdraw = withdraw;
    this.views = views;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance withdraw(
        PassView pass, String action, String back, boolean tooLate);
  }

  /** Asks back, or says why there is nothing to withdraw from; changes nothing. */
  Response ask(Pass pass, String action, String back) {
    return page(pass, action, back, false, 200);
  }

  /** Withdraws, and goes on to the page that tells how it stands. */
  Response confirm(Pass pass, @Nullable String zone, String action, String back) {
    WithdrawPass.Outcome outcome = withdraw.withdraw(pass.id(), Times.zone(zone));
    return outcome instanceof WithdrawPass.Outcome.Received received
        ? Response.seeOther(URI.create("/withdrawals/" + received.withdrawal().id()))
            .header("Referrer-Policy", "no-referrer")
            .build()
        : page(pass, action, back, true, 409);
  }

  private Response page(Pass pass, String action, String back, boolean tooLate, int status) {
    return Response.status(status)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex")
        .entity(Templates.withdraw(views.of(pass, clock.instant()), action, back, tooLate).render())
        .build();
  }
}
