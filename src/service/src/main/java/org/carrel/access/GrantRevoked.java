package org.carrel.access;

/**
 * About a grant: it was taken back. Heard in the transaction in which it happens.
 *
 * @param grantId the grant
 */
public record GrantRevoked(String grantId) {}
