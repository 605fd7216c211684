/** Owns the verifier's tests: a small service with faults, and tokens minted by another library. */
@NullMarked
package org.carrel.verifier;

import org.jspecify.annotations.NullMarked;
