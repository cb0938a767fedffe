/**
 * The console: a web server beside the job, fed by what the job writes to Kafka. It shows no more
 * than whether it is itself of use: its health. The feed knows Kafka, the health is a pure function
 * of the feed's state and the time, the server answers from memory. The job is never called, and
 * nothing is ever written. Start with {@link io.waymark.console.Console}.
 */
@NullMarked
package io.waymark.console;

import org.jspecify.annotations.NullMarked;
