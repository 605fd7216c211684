package org.carrel.access;

import org.jspecify.annotations.Nullable;

/**
 * The institution through which somebody reads: through its network, or signed in there.
 *
 * @param holder {@code institution:<id>}: the one whose range or sign-on it is, which need not be
 *     the one that owns the grant
 * @param number its number in tokens
 * @param net the network of that range in which the address lies, as {@code 192.0.2.0/24}; null for
 *     who signed in
 * @param person who signed in, as a name of ours; null for who comes from the network
 */
public record Through(String holder, int number, @Nullable String net, @Nullable String person) {}
