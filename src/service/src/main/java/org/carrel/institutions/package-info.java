/** Institutions: who they are, where they are, and what they are part of. */
@NullMarked
package org.carrel.institutions;

import org.jspecify.annotations.NullMarked;
