/**
 * The records that travel through Waymark: inputs ({@link io.waymark.model.Arrival}), their effects
 * on a customer ({@link io.waymark.model.Match}, {@link io.waymark.model.Transition}) and outputs
 * ({@link io.waymark.model.Outgoing}). They check and copy, and do nothing else but name themselves
 * by a {@link io.waymark.model.Digest}; YAML, CEL, JSON, Kafka and Flink are unknown here. {@link
 * io.waymark.model.Decimals} says what the numbers in them mean. Start with {@link
 * io.waymark.model.Touchpoint}.
 */
@NullMarked
package io.waymark.model;

import org.jspecify.annotations.NullMarked;
