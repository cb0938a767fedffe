/**
 * The types of the streams between operators: one serializer for all records, so that nothing goes
 * through Kryo, and the names that are frozen in savepoints. Start with {@link
 * io.waymark.job.stream.StreamType}.
 */
@NullMarked
package io.waymark.job.stream;

import org.jspecify.annotations.NullMarked;
