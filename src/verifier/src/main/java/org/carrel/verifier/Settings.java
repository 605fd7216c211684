package org.carrel.verifier;

import java.time.Duration;

/** What a token's claims are held against. */
record Settings(String issuer, String audience, Duration skew, Duration maxLifetime) {}
