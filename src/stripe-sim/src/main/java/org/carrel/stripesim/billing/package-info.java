/** Invoices: what they ask for, and how they are sent, paid, voided and given up. */
@NullMarked
package org.carrel.stripesim.billing;

import org.jspecify.annotations.NullMarked;
