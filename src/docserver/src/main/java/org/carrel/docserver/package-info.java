/** The reference document server: its start, its settings and its clock. */
@NullMarked
package org.carrel.docserver;

import org.jspecify.annotations.NullMarked;
