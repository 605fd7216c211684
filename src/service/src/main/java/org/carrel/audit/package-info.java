/** Who did what: an append-only record, chained by HMAC, that holds ids and never names. */
@NullMarked
package org.carrel.audit;

import org.jspecify.annotations.NullMarked;
