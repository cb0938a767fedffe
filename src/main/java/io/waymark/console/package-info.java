/**
 * The console: a web server beside the job, fed by what the job writes to Kafka. For now it serves
 * only its own health. The feed reads Kafka, health is a pure function of the feed's state and the
 * time, and the server answers from memory. The console never calls the job and writes nothing.
 * Start with {@link io.waymark.console.Console}.
 */
@NullMarked
package io.waymark.console;

import org.jspecify.annotations.NullMarked;
