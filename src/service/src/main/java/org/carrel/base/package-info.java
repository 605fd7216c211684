/** Values that every room speaks in: ids, money, windows of time, e-mail addresses, the clock. */
@NullMarked
package org.carrel.base;

import org.jspecify.annotations.NullMarked;
