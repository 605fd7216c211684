package org.carrel.catalog;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where documents are read. */
@ConfigMapping(prefix = "carrel.clients.docserver")
public interface DocumentServer {
  /** Its address, without a slash at its end. */
  URI home();
}
