package org.carrel.tokens;

import java.net.URI;
import java.util.Optional;

/**
 * A registered client: a document server that may ask for tokens.
 *
 * @param id {@code client_id}
 * @param redirectUri the one address to which codes go
 * @param resource audience of its tokens
 * @param leaveUri where a browser is sent that leaves its computer, to end its session there
 * @param algorithm how its tokens are signed
 * @param assertsAddress whether it is believed which address a reader has (scope {@code
 *     assert_address}, given at registration)
 */
public record Client(
    String id,
    String redirectUri,
    String resource,
    Optional<URI> leaveUri,
    Algorithm algorithm,
    boolean assertsAddress) {}
