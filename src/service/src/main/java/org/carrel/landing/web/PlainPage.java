package org.carrel.landing.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;

/** The pages that the foot of every page leads to. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class PlainPage {
  private final PublicPages pages;
  private final Plans plans;

  PlainPage(PublicPages pages, Plans plans) {
    this.pages = pages;
    this.plans = plans;
  }

  @CheckedTemplate(basePath = "landing/plain")
  static class Templates {
    static native TemplateInstance terms(List<Plan> plans);

    static native TemplateInstance refunds();

    static native TemplateInstance privacy();

    static native TemplateInstance accessibility();

    static native TemplateInstance help();
  }

  @GET
  @Path("terms")
  public Response terms(RoutingContext routing) {
    return pages.answer(routing, Templates.terms(plans.onSale()).render()).build();
  }

  @GET
  @Path("refunds")
  public Response refunds(RoutingContext routing) {
    return pages.answer(routing, Templates.refunds().render()).build();
  }

  @GET
  @Path("privacy")
  public Response privacy(RoutingContext routing) {
    return pages.answer(routing, Templates.privacy().render()).build();
  }

  @GET
  @Path("accessibility")
  public Response accessibility(RoutingContext routing) {
    return pages.answer(routing, Templates.accessibility().render()).build();
  }

  @GET
  @Path("help")
  public Response help(RoutingContext routing) {
    return pages.answer(routing, Templates.help().render()).build();
  }
}
