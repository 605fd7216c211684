/** Where the service sends a reader back, and where a reader signs out. */
@NullMarked
package org.carrel.docserver.oauth.web;

import org.jspecify.annotations.NullMarked;
