package org.carrel.access;

/**
 * About a grant: its end was moved. Heard in the transaction in which it happens.
 *
 * @param grantId the grant
 */
public record GrantMoved(String grantId) {}
