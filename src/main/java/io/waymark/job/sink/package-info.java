/**
 * The sinks of the job: each topic as JSON, into Kafka or into a file of its own. {@link
 * io.waymark.job.sink.ExactlyOnceSink} adds to Flink's sink what keeps transactions from being
 * lost. Start with {@link io.waymark.job.sink.Sinks}.
 */
@NullMarked
package io.waymark.job.sink;

import org.jspecify.annotations.NullMarked;
