/**
 * The journey map: how customers move through the stages, and how sure each number on it is. {@link
 * io.waymark.journey.estimate} holds the statistics. Reads no clock and knows nothing of Flink.
 */
@NullMarked
package io.waymark.journey;

import org.jspecify.annotations.NullMarked;
