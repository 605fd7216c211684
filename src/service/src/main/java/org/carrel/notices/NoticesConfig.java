package org.carrel.notices;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Settings of mail. */
@ConfigMapping(prefix = "carrel")
interface NoticesConfig {
  /** Sender of all mail: {@code Carrel <desk@example.org>}. */
  String mailFrom();

  /** Public address of the service, for links and for the host in Message-IDs. */
  URI baseUrl();
}
