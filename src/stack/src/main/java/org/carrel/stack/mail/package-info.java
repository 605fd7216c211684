/** The mail catcher: takes every mail by SMTP, delivers none, and shows them on a page. */
@NullMarked
package org.carrel.stack.mail;

import org.jspecify.annotations.NullMarked;
