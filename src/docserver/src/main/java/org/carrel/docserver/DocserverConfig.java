package org.carrel.docserver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of a document server; one that is missing stops the start with its name. */
@ConfigMapping(prefix = "carrel.docserver")
public interface DocserverConfig {
  /** Public address of this server, without a closing slash. */
  URI baseUrl();

  /** Public address of the service, which is the issuer of its tokens, byte for byte. */
  URI serviceUrl();

  /** Name under which the service knows this server. */
  @WithDefault("docserver")
  String clientId();

  String clientSecret();

  /** Audience of the tokens that this server takes. */
  String audience();

  /**
   * Keys of the cookies as {@code id=base64 of 32 bytes}: the first seals, all open. Put a new key
   * first and drop the old one once the longest pass has ended.
   */
  List<String> cookieKeys();

  /** Folder of the documents. */
  Path library();

  /** Folder of rendered pages; may be emptied at any time. */
  Path cache();

  /** Folder of the use journal, which must be kept; {@code state} in the cache folder if absent. */
  Optional<Path> state();

  /** Name of this server in its reports of use; each server has its own. */
  @WithDefault("docserver-1")
  String name();

  /** Networks (CIDR) of the proxies whose {@code X-Forwarded-For} entries are believed. */
  Optional<List<String>> trustedProxies();

  /** How long keys and status lists are good when the service cannot be reached. */
  @WithDefault("PT30M")
  Duration staleFor();

  /** How long one call to the service may take. */
  @WithDefault("PT4S")
  Duration callTimeout();
}
