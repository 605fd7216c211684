/** Decides whether a request may be served, by the session's tokens and the verifier. */
@NullMarked
package org.carrel.docserver.reading;

import org.jspecify.annotations.NullMarked;
