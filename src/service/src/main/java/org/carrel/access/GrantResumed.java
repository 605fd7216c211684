package org.carrel.access;

/**
 * About a grant: its last reason was lifted. Heard in the transaction in which it happens.
 *
 * @param grantId the grant
 */
public record GrantResumed(String grantId) {}
