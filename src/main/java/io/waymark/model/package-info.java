/**
 * The words of Waymark as records: what comes in ({@link io.waymark.model.Arrival}), what it does
 * to a customer ({@link io.waymark.model.Transition}, {@link io.waymark.model.Match}) and what goes
 * out ({@link io.waymark.model.Decision}, {@link io.waymark.model.Trigger}, {@link
 * io.waymark.model.DeadLetter}). Plain data without behaviour beyond checks and copies; nothing
 * here knows YAML, CEL, Kafka or Flink. Start with {@link io.waymark.model.Touchpoint}.
 */
@NullMarked
package io.waymark.model;

import org.jspecify.annotations.NullMarked;
