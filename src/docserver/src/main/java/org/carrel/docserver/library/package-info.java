/** Documents on disk, addressed by handle: page images, page texts, stamped downloads. */
@NullMarked
package org.carrel.docserver.library;

import org.jspecify.annotations.NullMarked;
