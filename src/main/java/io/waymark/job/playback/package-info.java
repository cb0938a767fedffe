/**
 * Files of touchpoints as a source: brought into the order of time, merged, and read by one subtask
 * whose watermarks follow the inputs alone, so that the same files give the same output. Start with
 * {@link io.waymark.job.playback.FileSources}.
 */
@NullMarked
package io.waymark.job.playback;

import org.jspecify.annotations.NullMarked;
