package org.carrel.web;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of addresses in templates. */
@TemplateExtension
class Addresses {
  private Addresses() {}

  /** {@code text.urlEncoded}: a value for a query, percent-encoded. */
  static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
