package org.carrel.identity;

import org.jspecify.annotations.Nullable;

/**
 * A reader signed out here. Heard before the login ends.
 *
 * @param readerId the reader
 * @param deviceSessionId the device session of the browser in which it happened, where it has one
 */
public record SignedOut(String readerId, @Nullable String deviceSessionId) {}
