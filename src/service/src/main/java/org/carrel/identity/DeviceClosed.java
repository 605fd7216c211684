package org.carrel.identity;

/** A device session ended: left, signed out elsewhere, or idle on a shared computer. */
public record DeviceClosed(String deviceSessionId) {}
