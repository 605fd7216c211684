package org.carrel.landing;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where documents are read. */
@ConfigMapping(prefix = "carrel.clients.docserver")
public interface LandingConfig {
  /** Address of the document server, without a slash at its end. */
  URI home();
}
