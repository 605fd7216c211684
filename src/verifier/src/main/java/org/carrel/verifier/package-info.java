/**
 * Owns the check of entitlement tokens in a document server ({@link
 * org.carrel.verifier.EntitlementVerifier}) and the rule that finds a client's address ({@link
 * org.carrel.verifier.ClientAddress}); everything else here is what these two answer with.
 */
@NullMarked
package org.carrel.verifier;

import org.jspecify.annotations.NullMarked;
