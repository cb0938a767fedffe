/**
 * The console: pages and an API beside the job, from what the job writes to Kafka. The feed reads
 * Kafka into the store, the server answers from the store and from memory, and authors push rules.
 * The console never calls the job. Start with {@link io.waymark.console.Console}.
 */
@NullMarked
package io.waymark.console;

import org.jspecify.annotations.NullMarked;
