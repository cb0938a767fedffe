/**
 * How records travel between operators: one serializer for all of them, so that nothing goes
 * through Kryo, and their JSON forms for those who read the topics.
 */
@NullMarked
package io.waymark.job.stream;

import org.jspecify.annotations.NullMarked;
