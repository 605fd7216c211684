/** End-to-end stories: the packaged programs, a real Keycloak, a real browser. */
@NullMarked
package org.carrel.stories;

import org.jspecify.annotations.NullMarked;
