/** Makes image-based PDFs with an invisible text layer, out of texts and PDFs. */
@NullMarked
package org.carrel.docserver.ingest;

import org.jspecify.annotations.NullMarked;
