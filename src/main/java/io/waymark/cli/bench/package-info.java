/**
 * {@code waymark bench}: how many touchpoints a second the job takes, and how soon a trigger is
 * out. {@link io.waymark.cli.bench.ThroughputCommand} runs the graph over a made-up {@link
 * io.waymark.cli.bench.Load} beside two bare baselines; {@link io.waymark.cli.bench.LatencyCommand}
 * runs the job between Kafka and Kafka. Nothing here is part of the job.
 */
@NullMarked
package io.waymark.cli.bench;

import org.jspecify.annotations.NullMarked;
