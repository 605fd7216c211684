package org.carrel.desk.web;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where documents are read. */
@ConfigMapping(prefix = "carrel.clients.docserver")
interface DeskConfig {
  /** Address of the document server, without a slash at its end. */
  URI home();
}
