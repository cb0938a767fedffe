/**
 * The JSON form of every topic, written and read, and the list of the topics. {@code schemas/}
 * describes the same documents for other systems. No Kafka client and no Flink: bytes in, records
 * out. Start with {@link io.waymark.wire.Topics}.
 */
@NullMarked
package io.waymark.wire;

import org.jspecify.annotations.NullMarked;
