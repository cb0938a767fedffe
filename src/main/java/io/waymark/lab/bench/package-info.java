/**
 * {@code waymark bench}: how many touchpoints a second the job takes, how many bytes it keeps of a
 * customer, and how soon a trigger is out. {@link io.waymark.lab.bench.ThroughputBench} runs the
 * graph over a made-up {@link io.waymark.lab.bench.SyntheticLoad} beside bare Flink and Flink CEP;
 * {@link io.waymark.lab.bench.StateBench} feeds the same load to the engine alone; {@link
 * io.waymark.lab.bench.LatencyBench} runs the job between Kafka and Kafka. Nothing here is part of
 * the job.
 */
@NullMarked
package io.waymark.lab.bench;

import org.jspecify.annotations.NullMarked;
