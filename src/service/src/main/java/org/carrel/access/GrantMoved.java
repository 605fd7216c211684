package org.carrel.access;

/**
 * About a grant: its end or its limits were moved. Heard in the transaction in which it happens.
 *
 * @param grantId the grant
 */
public record GrantMoved(String grantId) {}
