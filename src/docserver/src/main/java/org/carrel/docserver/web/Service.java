package org.carrel.docserver.web;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URI;
import org.carrel.docserver.DocserverConfig;
import org.jspecify.annotations.Nullable;

/** The service's pages, as ways on from ours. */
@ApplicationScoped
@Named("service")
@Unremovable
public class Service {
  private final URI base;

  Service(DocserverConfig config) {
    this.base = config.serviceUrl();
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

  /** The same, saying why access ended; the place is kept. */
  public String landing(String handle, int page, @Nullable String reason) {
    return landing(handle, page) + (reason == null ? "" : "&reason=" + reason);
  }
}
