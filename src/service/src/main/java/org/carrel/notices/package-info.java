/** Mail: the outbox, its texts, and the job that hands it over. */
@NullMarked
package org.carrel.notices;

import org.jspecify.annotations.NullMarked;
