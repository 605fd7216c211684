/**
 * Institutions: who they are, where they are, what they are part of, who their people are, and
 * where these sign in.
 */
@NullMarked
package org.carrel.institutions;

import org.jspecify.annotations.NullMarked;
