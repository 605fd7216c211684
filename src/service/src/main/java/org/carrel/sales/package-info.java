/**
 * What organizations ask for and sign: requests, quotes, agreements with their grants, and the
 * money for them.
 */
@NullMarked
package org.carrel.sales;

import org.jspecify.annotations.NullMarked;
