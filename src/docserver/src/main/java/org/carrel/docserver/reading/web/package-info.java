/** What a reader sees: the viewer, page images, page texts, downloads, and why not. */
@NullMarked
package org.carrel.docserver.reading.web;

import org.jspecify.annotations.NullMarked;
