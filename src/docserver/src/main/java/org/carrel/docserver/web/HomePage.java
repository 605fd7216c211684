package org.carrel.docserver.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Documents have addresses here; everything else is at the service. */
@Path("/")
public class HomePage {
  private final Service service;

  HomePage(Service service) {
    this.service = service;
  }

  @GET
  public Response home() {
    return Response.seeOther(URI.create(service.home())).build();
  }
}
