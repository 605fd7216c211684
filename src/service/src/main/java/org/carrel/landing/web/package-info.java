/** The public pages: landing pages, the library, search, site maps, the plain pages of the foot. */
@NullMarked
package org.carrel.landing.web;

import org.jspecify.annotations.NullMarked;
