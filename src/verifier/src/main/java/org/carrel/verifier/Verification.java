package org.carrel.verifier;

/** The outcome of {@link EntitlementVerifier#verify}: there is no third one and no exception. */
public sealed interface Verification permits VerifiedToken, Refused {}
