package org.carrel.passes.web;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where documents are read. */
@ConfigMapping(prefix = "carrel.clients.docserver")
interface ReadingConfig {
  /** Address of the document server, without a slash at its end. */
  URI home();
}
