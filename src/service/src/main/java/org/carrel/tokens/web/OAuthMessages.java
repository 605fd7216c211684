package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.carrel.tokens.KeyRing;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Between HTTP as we speak it and the OAuth library's messages. */
class OAuthMessages {
  private static final int LONGEST = 16_384;

  /** What the library parses: a form post with its headers. */
  static HTTPRequest post(URI endpoint, HttpHeaders headers, String body) throws ParseException {
    if (body.length() > LONGEST) {
      throw new OAuthFailure(OAuth2Error.INVALID_REQUEST.setDescription("The request is too long"));
    }
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
    request.setContentType(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      request.setAuthorization(authorization);
    }
    request.setBody(body);
    return request;
  }

  /** What the library answers. */
  static Response answer(HTTPResponse message) {
    Response.ResponseBuilder answer = Response.status(message.getStatusCode());
    message
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
    String body = message.getBody();
    return (body == null ? answer : answer.entity(body)).build();
  }

  /** The library's word for a message that it cannot read. */
  static ErrorObject error(@Nullable Exception unreadable) {
    ErrorObject error =
        unreadable instanceof ParseException parse && parse.getErrorObject() != null
            ? parse.getErrorObject()
            : OAuth2Error.INVALID_REQUEST;
    return error.getHTTPStatusCode() >= 400 && error.getHTTPStatusCode() < 500
        ? error
        : error.setHTTPStatusCode(400);
  }

  @ServerExceptionMapper
  Response failure(OAuthFailure failure) {
    HTTPResponse message = new TokenErrorResponse(failure.error()).toHTTPResponse();
    if (message.getStatusCode() == 401) {
      message.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"carrel\"");
    }
    return answer(message);
  }

  @ServerExceptionMapper
  Response noKey(KeyRing.NoKeyYet failure) {
    ErrorObject error =
        OAuth2Error.TEMPORARILY_UNAVAILABLE
            .setHTTPStatusCode(503)
            .setDescription("The next signing key is published but does not sign yet");
    Response answer = answer(new TokenErrorResponse(error).toHTTPResponse());
    return Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, 60).build();
  }
}
