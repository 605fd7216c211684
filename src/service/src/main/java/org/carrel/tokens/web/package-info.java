/** The OAuth endpoints and the signed documents that document servers fetch, over HTTP. */
@NullMarked
package org.carrel.tokens.web;

import org.jspecify.annotations.NullMarked;
