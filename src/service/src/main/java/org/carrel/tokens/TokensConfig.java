package org.carrel.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of tokens and of the clients that get them. */
@ConfigMapping(prefix = "carrel")
public interface TokensConfig {
  /** The issuer, as tokens and metadata name it, without a slash at its end. */
  String baseUrl();

  Keys keys();

  /** The registered clients by their ids. */
  Map<String, ClientConfig> clients();

  /** How signing keys are kept. */
  interface Keys {
    /** {@code id=base64(32 bytes)} each; the first wraps what is new, the others still open. */
    List<String> wrapping();

    /** How long a key signs before the next takes over. */
    @WithDefault("P90D")
    Duration rotateEvery();
  }

  /** A document server, or a group of them behind one address. */
  interface ClientConfig {
    String secret();

    /** The one redirect URI, compared character by character. */
    String redirectUri();

    /** The audience of its tokens (RFC 8707 {@code resource}). */
    String resource();

    /** Where people read; used by pages that lead there. */
    Optional<URI> home();

    /**
     * Where a browser is sent that leaves its computer: with {@code sid}, the name of the session
     * to end, and {@code state}, to be sent back to {@code /left} of this service.
     */
    Optional<URI> leaveUri();

    @WithDefault("ES256")
    Algorithm algorithm();

    /**
     * Whether this client may state from which address a reader reads, which alone gives access in
     * an institution's network.
     */
    @WithDefault("false")
    boolean assertAddress();
  }
}
