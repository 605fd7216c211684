/** The reader's session here: sealed cookies, the code flow with the service, renewal, sign-out. */
@NullMarked
package org.carrel.docserver.oauth;

import org.jspecify.annotations.NullMarked;
