/** Stripe's API description as data, and the strict check of each request and answer against it. */
@NullMarked
package org.carrel.stripesim.spec;

import org.jspecify.annotations.NullMarked;
