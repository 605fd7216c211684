/** The endpoints under /v1 that Carrel uses. */
@NullMarked
package org.carrel.stripesim.api;

import org.jspecify.annotations.NullMarked;
