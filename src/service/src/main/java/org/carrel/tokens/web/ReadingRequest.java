package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carrel.tokens.Client;

/**
 * An authorization request of a known client to its own address, with all that we ask for.
 *
 * @param challenge PKCE S256
 * @param state the client's own, sent back as it came
 * @param document what is asked for
 * @param page where in it, from 1
 */
record ReadingRequest(String challenge, State state, RequestedDocument document, int page) {
  private static final String DETAILS = "authorization_details";
  private static final int LONGEST_STATE = 1024;

  /** Why a request is refused, to be told to the client. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorObject error;

    Refused(ErrorObject error) {
      super(error.getCode(), null, false, false);
      this.error = error;
    }

    ErrorObject error() {
      return error;
    }
  }

  static ReadingRequest read(Client client, Map<String, List<String>> parameters) throws Refused {
    AuthorizationRequest request = parse(parameters);
    check(
        request.getResponseType().equals(ResponseType.CODE),
        OAuth2Error.UNSUPPORTED_RESPONSE_TYPE,
        "Only response_type=code is offered");
    check(
        request.getResponseMode() == null || request.getResponseMode().equals(ResponseMode.QUERY),
        OAuth2Error.INVALID_REQUEST,
        "Only response_mode=query is offered");
    check(
        request.getRequestObject() == null,
        OAuth2Error.REQUEST_NOT_SUPPORTED,
        "Request objects are not offered");
    check(
        request.getRequestURI() == null,
        OAuth2Error.REQUEST_URI_NOT_SUPPORTED,
        "Request objects are not offered");
    check(
        request.getScope() == null || request.getScope().isEmpty(),
        OAuth2Error.INVALID_SCOPE,
        "No scope is offered");
    check(
        request.getState() != null && request.getState().getValue().length() <= LONGEST_STATE,
        OAuth2Error.INVALID_REQUEST,
        "state is missing or too long");
    return new ReadingRequest(
        challenge(request),
        request.getState(),
        document(client, request, parameters),
        page(parameters));
  }

  private static AuthorizationRequest parse(Map<String, List<String>> parameters) throws Refused {
    Map<String, List<String>> others = new LinkedHashMap<>(parameters);
    others.remove(DETAILS); // read strictly by ourselves
    try {
      return AuthorizationRequest.parse(others);
    } catch (ParseException | RuntimeException unreadable) {
      throw new Refused(OAuthMessages.error(unreadable));
    }
  }

  private static String challenge(AuthorizationRequest request) throws Refused {
    boolean usable =
        request.getCodeChallenge() != null
            && CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())
            && request.getCodeChallenge().getValue().matches("[A-Za-z0-9_-]{43}");
    check(usable, OAuth2Error.INVALID_REQUEST, "A code_challenge with method S256 is needed");
    return request.getCodeChallenge().getValue();
  }

  private static RequestedDocument document(
      Client client, AuthorizationRequest request, Map<String, List<String>> parameters)
      throws Refused {
    List<URI> resources = request.getResources();
    check(
        resources != null
            && resources.size() == 1
            && resources.get(0).toString().equals(client.resource()),
        OAuth2Error.INVALID_TARGET,
        "resource is not the audience of this client");
    List<String> details = parameters.getOrDefault(DETAILS, List.of());
    return RequestedDocument.parse(details.size() == 1 ? details.get(0) : "")
        .orElseThrow(
            () ->
                new Refused(
                    OAuth2Error.INVALID_AUTHORIZATION_DETAILS.setDescription(
                        "One authorization detail of type carrel_docs with one document is needed")));
  }

  /** The page asked for; the first where the request names none that can be. */
  private static int page(Map<String, List<String>> parameters) {
    List<String> pages = parameters.getOrDefault("page", List.of());
    return pages.size() == 1 && pages.get(0).matches("[1-9][0-9]{0,5}")
        ? Integer.parseInt(pages.get(0))
        : 1;
  }

  private static void check(boolean holds, ErrorObject error, String description) throws Refused {
    if (!holds) {
      throw new Refused(error.setDescription(description));
    }
  }
}
