/**
 * Starts programs on one machine from their packaged folders: PostgreSQL, Keycloak, the mail
 * catcher and ours, for {@code ./carrel up} and for tests.
 */
@NullMarked
package org.carrel.stack;

import org.jspecify.annotations.NullMarked;
