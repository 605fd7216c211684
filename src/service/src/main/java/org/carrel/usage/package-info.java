/** Usage: what was opened, downloaded and refused, as events without persons, and its counts. */
@NullMarked
package org.carrel.usage;

import org.jspecify.annotations.NullMarked;
