/** Starts the programs of Carrel on one machine from their packaged folders. */
@NullMarked
package org.carrel.stack;

import org.jspecify.annotations.NullMarked;
