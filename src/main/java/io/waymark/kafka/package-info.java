/**
 * Kafka beside reading and writing streams: topics and rights at the start, refusals in words, end
 * offsets, and the rules topic read and pushed. No Flink, so that the console and commands use the
 * same code as the job. Start with {@link io.waymark.kafka.StartTopics}.
 */
@NullMarked
package io.waymark.kafka;

import org.jspecify.annotations.NullMarked;
