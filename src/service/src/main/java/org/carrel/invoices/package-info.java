/** Numbers of a seller and year, and the invoices, credit notes and corrections under them. */
@NullMarked
package org.carrel.invoices;

import org.jspecify.annotations.NullMarked;
