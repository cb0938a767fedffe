/**
 * Compact byte forms of arrivals ({@link io.waymark.binary.PackedArrival}), touchpoints and
 * property values, and the primitives that they are made of ({@link io.waymark.binary.Binary}). The
 * packages that own state decide what they keep, and under which format byte. Start with {@link
 * io.waymark.binary.Binary}.
 */
@NullMarked
package io.waymark.binary;

import org.jspecify.annotations.NullMarked;
