package org.carrel.docserver.uses;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.carrel.docserver.DocserverConfig;

/** How this server says who it is when it reports. */
final class ClientCredentials {
  private ClientCredentials() {}

  /** RFC 6749, 2.3.1: id and secret are form-encoded before they are joined. */
  static String basic(DocserverConfig config) {
    String pair = encoded(config.clientId()) + ":" + encoded(config.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
