/**
 * The records that travel through Waymark: what comes in ({@link io.waymark.model.Arrival}), what
 * it does to a customer ({@link io.waymark.model.Match}, {@link io.waymark.model.Transition}) and
 * what goes out ({@link io.waymark.model.Outgoing}). They check and copy, and do nothing else;
 * YAML, CEL, JSON, Kafka and Flink are unknown here. Start with {@link
 * io.waymark.model.Touchpoint}.
 */
@NullMarked
package io.waymark.model;

import org.jspecify.annotations.NullMarked;
