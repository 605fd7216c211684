package org.carrel.access;

/**
 * About a grant: its window was fixed. Heard in the transaction in which it happens.
 *
 * @param grantId the grant
 */
public record GrantStarted(String grantId) {}
