/**
 * The job on a Flink cluster inside this process: its configuration, the state it keeps in a
 * folder, free ports. Start with {@link io.waymark.lab.local.LocalJob}.
 */
@NullMarked
package io.waymark.lab.local;

import org.jspecify.annotations.NullMarked;
