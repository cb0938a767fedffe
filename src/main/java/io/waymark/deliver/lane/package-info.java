/**
 * The order and the pace in which one destination gets its triggers: lanes by customer, rate,
 * concurrency, retries, the breaker, expiry. No clock, no network, no Kafka: time is an argument,
 * and what is to be done goes out by {@link io.waymark.deliver.lane.DeliveryPort}. Start with
 * {@link io.waymark.deliver.lane.Endpoint}.
 */
@NullMarked
package io.waymark.deliver.lane;

import org.jspecify.annotations.NullMarked;
