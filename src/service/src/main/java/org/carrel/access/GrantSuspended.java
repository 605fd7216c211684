package org.carrel.access;

/**
 * About a grant: it was suspended; its first reason stands. Heard in the transaction in which it
 * happens.
 *
 * @param grantId the grant
 */
public record GrantSuspended(String grantId) {}
