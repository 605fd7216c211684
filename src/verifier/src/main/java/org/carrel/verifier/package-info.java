/** Checks entitlement tokens in a document server, offline; fails closed. */
@NullMarked
package org.carrel.verifier;

import org.jspecify.annotations.NullMarked;
