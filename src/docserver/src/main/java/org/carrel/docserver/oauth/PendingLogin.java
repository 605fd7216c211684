package org.carrel.docserver.oauth;

import java.time.Instant;

/**
 * A reader on the way to the service and back.
 *
 * @param state 22 random characters that the service hands back
 * @param verifier the secret behind the code challenge (RFC 7636)
 * @param handle the document wanted
 * @param page the page wanted
 * @param path the address here to go back to, made by us of what was wanted
 */
public record PendingLogin(
    String state, String verifier, String handle, int page, String path, Instant since) {}
