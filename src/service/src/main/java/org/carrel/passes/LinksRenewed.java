package org.carrel.passes;

import java.util.List;

/**
 * Several passes of one address got other access links, at the word of whoever gave the address.
 * Fired in the transaction that writes them.
 *
 * @param links never empty; the newest purchase first
 */
public record LinksRenewed(List<LinkRenewed> links) {}
