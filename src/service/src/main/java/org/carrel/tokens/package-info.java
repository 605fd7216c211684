/**
 * Entitlement tokens: the keys that sign them, their issue through OAuth, the status lists that
 * take them back, and the collection map.
 */
@NullMarked
package org.carrel.tokens;

import org.jspecify.annotations.NullMarked;
