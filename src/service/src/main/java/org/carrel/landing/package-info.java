/** Landing pages of documents and the library around them: who may read, and the ways in. */
@NullMarked
package org.carrel.landing;

import org.jspecify.annotations.NullMarked;
