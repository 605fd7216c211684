package org.carrel.access;

/**
 * The institution through whose network somebody reads.
 *
 * @param holder {@code institution:<id>}: the one whose range it is, which need not be the one that
 *     owns the grant
 * @param number its number in tokens
 * @param net the network of that range in which the address lies, as {@code 192.0.2.0/24}
 */
public record Through(String holder, int number, String net) {}
