/** The address to which the card processor sends its webhooks. */
@NullMarked
package org.carrel.payments.web;

import org.jspecify.annotations.NullMarked;
