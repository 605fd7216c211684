/** Who visits: readers, their login at Keycloak, device sessions, and what each of them holds. */
@NullMarked
package org.carrel.identity;

import org.jspecify.annotations.NullMarked;
