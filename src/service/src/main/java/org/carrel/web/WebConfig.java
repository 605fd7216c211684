package org.carrel.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Settings of the web frame. */
@ConfigMapping(prefix = "carrel")
public interface WebConfig {
  /** Public address of this service, without a slash at its end; also the OAuth issuer. */
  URI baseUrl();

  /** Networks (CIDR) of the proxies whose {@code X-Forwarded-For} entries are believed. */
  Optional<List<String>> trustedProxies();

  /** Whether each request gets a line in the log; secrets in paths are masked there. */
  @WithDefault("false")
  boolean accessLog();
}
