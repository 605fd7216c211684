package org.carrel.tokens;

/**
 * A registered client: a document server that may ask for tokens.
 *
 * @param id {@code client_id}
 * @param redirectUri the one address to which codes go
 * @param resource audience of its tokens
 * @param algorithm how its tokens are signed
 */
public record Client(String id, String redirectUri, String resource, Algorithm algorithm) {}
