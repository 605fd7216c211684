package org.carrel.docserver.web;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.carrel.docserver.DocserverConfig;
import org.jspecify.annotations.Nullable;

/** The service's pages, as ways on from ours. */
@ApplicationScoped
@Named("service")
@Unremovable
public class Service {
  /** What the service writes; anything else is left out. */
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9._-]{1,2048}");

  private final URI base;
  private final String clientId;

  Service(DocserverConfig config) {
    this.base = config.serviceUrl();
    this.clientId = config.clientId();
  }

  /** Its first page. */
  public String home() {
    return base + "/";
  }

  /** Where passes and devices are listed, and where a person signs in. */
  public String passes() {
    return base + "/me";
  }

  /** Where the link to a pass is sent again. */
  public String myLink() {
    return base + "/my-link";
  }

  /** Where a browser leaves the service too, whose session there has this name here. */
  public URI leave(String sid) {
    return UriBuilder.fromUri(base)
        .path("leave")
        .queryParam("client", clientId)
        .queryParam("sid", sid)
        .build();
  }

  /** Where a browser goes on that the service sent here to leave. */
  public URI left(String state) {
    UriBuilder left = UriBuilder.fromUri(base).path("left");
    return STATE.matcher(state).matches() ? left.queryParam("state", state).build() : left.build();
  }

  public String plans() {
    return base + "/passes";
  }

  public String help() {
    return base + "/help";
  }

  /** A document's landing page, where the ways in are. */
  public String landing(String handle, int page) {
    return base + "/d/" + handle + "?id=" + page;
  }

  /** Where more time is bought, to come back to this page. */
  public String moreTime(String handle, int page) {
    return base
        + "/checkout?item="
        + URLEncoder.encode(handle, StandardCharsets.UTF_8)
        + "&page="
        + page;
  }

  /** The landing page, saying why access ended; the place is kept. */
  public String landing(String handle, int page, @Nullable String reason) {
    return landing(handle, page) + (reason == null ? "" : "&reason=" + reason);
  }
}
