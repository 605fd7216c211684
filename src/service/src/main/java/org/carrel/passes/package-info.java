/** Plans, orders, passes, checkout, access links, refunds: what a reader buys and when it runs. */
@NullMarked
package org.carrel.passes;

import org.jspecify.annotations.NullMarked;
