package org.carrel.web;

import io.quarkus.qute.Template;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** A page of the tests: a form, a failure, a limit. */
@Path("/test-probe")
@PermitAll
public class ProbePage {
  @Inject Template probe;
  @Inject RateLimits limits;

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String form(@QueryParam("title") String title) {
    return probe.data("heading", title).render();
  }

  @POST
  public String posted(@FormParam("word") String word) {
    return "took " + word;
  }

  @GET
  @Path("failure")
  public String failure() {
    throw new IllegalStateException("the secret of the failure");
  }

  @GET
  @Path("limited")
  public String limited(@QueryParam("key") String key) {
    limits.take("probe", key, 2, Duration.ofMinutes(1));
    return "allowed";
  }
}
