/**
 * The sinks of the job: each topic as JSON, into Kafka or into a file of its own. Start with {@link
 * io.waymark.job.sink.Sinks}.
 */
@NullMarked
package io.waymark.job.sink;

import org.jspecify.annotations.NullMarked;
