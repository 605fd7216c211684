/** Grants: who may read what, in which window, within which limits; and the decision on it. */
@NullMarked
package org.carrel.access;

import org.jspecify.annotations.NullMarked;
