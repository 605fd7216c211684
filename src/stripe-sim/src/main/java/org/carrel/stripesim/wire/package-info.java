/** The outer form of Stripe's API: keys, form encoding, error objects, idempotency. */
@NullMarked
package org.carrel.stripesim.wire;

import org.jspecify.annotations.NullMarked;
