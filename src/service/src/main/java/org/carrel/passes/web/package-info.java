/** Pages of the purchase: checkout, return from the payment page, access link, pass. */
@NullMarked
package org.carrel.passes.web;

import org.jspecify.annotations.NullMarked;
