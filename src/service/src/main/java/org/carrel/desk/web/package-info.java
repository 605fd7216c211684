/** The reader's page {@code /me} and the pages of the staff. */
@NullMarked
package org.carrel.desk.web;

import org.jspecify.annotations.NullMarked;
