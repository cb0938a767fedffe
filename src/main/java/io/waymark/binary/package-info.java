/**
 * Compact byte forms: of an arrival as it travels and waits ({@link
 * io.waymark.binary.PackedArrival}), of touchpoints and values as they are kept in state. Knows
 * bytes and {@code model}; who keeps what, and under which format byte, is decided where the state
 * lives. Start with {@link io.waymark.binary.Binary}.
 */
@NullMarked
package io.waymark.binary;

import org.jspecify.annotations.NullMarked;
