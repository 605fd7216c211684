/** Collections, the titles in them, the items that are delivered and counted, and their import. */
@NullMarked
package org.carrel.catalog;

import org.jspecify.annotations.NullMarked;
