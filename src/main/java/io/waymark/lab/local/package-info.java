/**
 * The job on Flink's local environment, a cluster inside this process: its configuration, and the
 * checkpoints and savepoints that it keeps in a folder, and the gate in front of its web interface.
 * Start with {@link io.waymark.lab.local.LocalJob}.
 */
@NullMarked
package io.waymark.lab.local;

import org.jspecify.annotations.NullMarked;
