/**
 * Events, their signed delivery with retries, and the switches that hold, delay and repeat them.
 */
@NullMarked
package org.carrel.stripesim.webhooks;

import org.jspecify.annotations.NullMarked;
