/**
 * Everything the local Stripe remembers: records, changed in transactions and kept in a journal.
 */
@NullMarked
package org.carrel.stripesim.state;

import org.jspecify.annotations.NullMarked;
