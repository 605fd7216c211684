/** The frame of all pages: layout, times, headers, the ways back to the service. */
@NullMarked
package org.carrel.docserver.web;

import org.jspecify.annotations.NullMarked;
