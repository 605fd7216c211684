package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Evidence;
import org.carrel.access.Reason;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.tokens.AuthorizeReading;
import org.carrel.tokens.AuthorizeReading.Outcome;
import org.carrel.tokens.Client;
import org.carrel.tokens.Clients;
import org.carrel.tokens.TokensConfig;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The authorization endpoint (RFC 6749 4.1.1): a document server sends a browser here, and it goes
 * back with a code, or to the landing page with the reason why not. It redirects to the registered
 * address of a known client and nowhere else.
 */
@Path("/oauth/authorize")
@PermitAll
public class AuthorizePage {
  private final Clients clients;
  private final AuthorizeReading reading;
  private final Visitor visitor;
  private final ClientAddresses addresses;
  private final String issuer;

  AuthorizePage(
      Clients clients,
      AuthorizeReading reading,
      Visitor visitor,
      ClientAddresses addresses,
      TokensConfig config) {
    this.clients = clients;
    this.reading = reading;
    this.visitor = visitor;
    this.addresses = addresses;
    this.issuer = config.baseUrl();
  }

  @GET
  public Response authorize(RoutingContext routing) {
    String query = routing.request().query();
    Map<String, List<String>> parameters = URLUtils.parseParameters(query == null ? "" : query);
    Client client = client(parameters);
    try {
      return answer(client, ReadingRequest.read(client, parameters), evidence(routing));
    } catch (ReadingRequest.Refused refused) {
      return error(client, refused.error(), state(parameters).orElse(null));
    }
  }

  /** The client, if the request names one of ours and its own address, each once. */
  private Client client(Map<String, List<String>> parameters) {
    return one(parameters, "client_id")
        .flatMap(clients::find)
        .filter(
            found ->
                one(parameters, "redirect_uri").filter(found.redirectUri()::equals).isPresent())
        .orElseThrow(
            () ->
                new Problem(
                    400,
                    "unknown-client",
                    "This link does not come from a document server that we know",
                    "Go back to the document and follow its link again. If that leads here once"
                        + " more, the document server is not set up for this service."));
  }

  /** What was sent to come back; nothing where it is blank, which no state may be. */
  private static Optional<State> state(Map<String, List<String>> parameters) {
    return one(parameters, "state").filter(sent -> !sent.isBlank()).map(State::new);
  }

  private Evidence evidence(RoutingContext routing) {
    return new Evidence(
        visitor.reader().map(Reader::id).orElse(null),
        visitor.device().map(DeviceSession::id).orElse(null),
        addresses.of(routing).orElse(null));
  }

  private Response answer(Client client, ReadingRequest request, Evidence evidence) {
    RequestedDocument document = request.document();
    Outcome outcome =
        reading.authorize(
            client, request.challenge(), document.actions(), document.handle(), evidence);
    if (outcome instanceof Outcome.Code code) {
      return found(
          new AuthorizationSuccessResponse(
                  URI.create(client.redirectUri()),
                  new AuthorizationCode(code.secret()),
                  null,
                  request.state(),
                  new Issuer(issuer),
                  ResponseMode.QUERY)
              .toURI());
    }
    return found(landing(document.handle(), request.page(), ((Outcome.NoAccess) outcome).reason()));
  }

  private URI landing(String handle, int page, Reason reason) {
    return UriBuilder.fromUri(issuer)
        .path("d")
        .path(handle)
        .queryParam("id", page)
        .queryParam("reason", reason)
        .build();
  }

  /** RFC 6749 4.1.2.1 with the issuer of RFC 9207. */
  private Response error(Client client, ErrorObject error, @Nullable State state) {
    return found(
        new AuthorizationErrorResponse(
                URI.create(client.redirectUri()),
                error,
                state,
                new Issuer(issuer),
                ResponseMode.QUERY)
            .toURI());
  }

  private static Optional<String> one(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 && !values.get(0).isEmpty()
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  private static Response found(URI location) {
    return Response.seeOther(location).header("Cache-Control", "no-store").build();
  }
}
