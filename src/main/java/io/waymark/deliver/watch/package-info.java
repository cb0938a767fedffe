/**
 * How the delivery is, for people and for Prometheus: counts, latencies, health, and the small web
 * server that answers for them. Start with {@link io.waymark.deliver.watch.DeliveryMetrics}, which
 * lists every metric.
 */
@NullMarked
package io.waymark.deliver.watch;

import org.jspecify.annotations.NullMarked;
