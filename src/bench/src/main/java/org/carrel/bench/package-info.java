/**
 * Owns the benchmarks: each beside an anchor measured in the same run, so that what is read is a
 * ratio and not a machine.
 */
@NullMarked
package org.carrel.bench;

import org.jspecify.annotations.NullMarked;
