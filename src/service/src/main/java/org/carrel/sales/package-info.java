/** What organizations ask for: requests for a quote or a trial. */
@NullMarked
package org.carrel.sales;

import org.jspecify.annotations.NullMarked;
