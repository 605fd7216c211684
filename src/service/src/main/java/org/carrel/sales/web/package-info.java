/** The form in which an organization asks for a quote or a trial. */
@NullMarked
package org.carrel.sales.web;

import org.jspecify.annotations.NullMarked;
