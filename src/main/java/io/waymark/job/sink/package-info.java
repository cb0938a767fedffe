/** What is written: every stream as JSON, to its Kafka topic or to a file of its own. */
@NullMarked
package io.waymark.job.sink;

import org.jspecify.annotations.NullMarked;
