/**
 * All of Flink. {@link io.waymark.job.WaymarkJob} is the graph, sources and sinks are its
 * parameters, {@link io.waymark.job.stream.Frozen} names what is frozen. Below: {@code source} and
 * {@code sink} connect to Kafka and files, {@code journey} adapts the customer engine to keyed
 * state and timers, {@code stream} holds the types of the streams. Start with {@link
 * io.waymark.job.WaymarkJob}.
 */
@NullMarked
package io.waymark.job;

import org.jspecify.annotations.NullMarked;
