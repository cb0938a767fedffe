package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;

/**
 * An input of a playback.
 *
 * @param turnMillis the event time at which it is its turn: the latest time of a touchpoint up to
 *     it in its file
 */
public record TimedInput(long turnMillis, IntakeResult result) {}
