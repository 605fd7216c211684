package org.carrel.access;

/**
 * About a grant: it came back after a revocation, as its next incarnation. Heard in the transaction
 * in which it happens.
 *
 * @param grantId the grant
 */
public record GrantRestored(String grantId) {}
