package org.carrel.stripesim.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.carrel.stripesim.wire.Answer;
import org.jspecify.annotations.Nullable;

/** The API over HTTP: hands each request under {@code /v1} to the gateway. */
@Path("/v1/{path:.*}")
public class V1Api {
  private final Gateway gateway;
  private final RoutingContext connection;

  V1Api(Gateway gateway, RoutingContext connection) {
    this.gateway = gateway;
    this.connection = connection;
  }

  @GET
  public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
    String query = uri.getRequestUri().getRawQuery();
    return answer("GET", uri, query == null ? "" : query, headers);
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  public Response post(@Context UriInfo uri, @Context HttpHeaders headers, @Nullable String body) {
    return answer("POST", uri, body == null ? "" : body, headers);
  }

  @DELETE
  public Response delete(@Context UriInfo uri, @Context HttpHeaders headers) {
    return answer("DELETE", uri, "", headers);
  }

  private Response answer(String method, UriInfo uri, String form, HttpHeaders headers) {
    Answer answer =
        gateway.answer(
            new Gateway.Request(
                method,
                uri.getRequestUri().getPath(),
                form,
                headers.getHeaderString(HttpHeaders.AUTHORIZATION),
                headers.getHeaderString("Stripe-Version"),
                headers.getHeaderString("Idempotency-Key")));
    if (answer.status() == Answer.NONE.status()) {
      connection.request().connection().close().toCompletionStage().toCompletableFuture().join();
    }
    Response.ResponseBuilder response =
        Response.status(answer.status() == 0 ? 500 : answer.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store")
            .entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
