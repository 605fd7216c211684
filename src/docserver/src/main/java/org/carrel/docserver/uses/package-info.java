/** Counts what readers use here, holds it against their limits and reports it to the service. */
@NullMarked
package org.carrel.docserver.uses;

import org.jspecify.annotations.NullMarked;
