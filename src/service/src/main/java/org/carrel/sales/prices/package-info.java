/** What institutions pay: the price book, and the working out of a quote from it. */
@NullMarked
package org.carrel.sales.prices;

import org.jspecify.annotations.NullMarked;
