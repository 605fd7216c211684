/** Institutions: who they are, where they are, what they are part of, and who their people are. */
@NullMarked
package org.carrel.institutions;

import org.jspecify.annotations.NullMarked;
