/** Signing in and out. */
@NullMarked
package org.carrel.identity.web;

import org.jspecify.annotations.NullMarked;
