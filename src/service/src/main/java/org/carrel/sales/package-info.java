/** What organizations ask for: requests for a quote or a trial, from the form to the answer. */
@NullMarked
package org.carrel.sales;

import org.jspecify.annotations.NullMarked;
