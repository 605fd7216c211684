/** What readers and staff see of their passes and orders, and what staff did and why. */
@NullMarked
package org.carrel.desk;

import org.jspecify.annotations.NullMarked;
