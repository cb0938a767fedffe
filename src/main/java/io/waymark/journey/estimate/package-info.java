/**
 * The statistics of the journey map, as pure functions over counts: shares, survival, competing
 * risks, effects of touchpoints, sentiment and paths, each with its 95% interval. Stages, customers
 * and time are unknown here: counts and bucket numbers come in, estimates go out. A number that the
 * counts cannot tell is an empty optional, never NaN. Start with {@link
 * io.waymark.journey.estimate.Interval}, which most of them return.
 */
@NullMarked
package io.waymark.journey.estimate;

import org.jspecify.annotations.NullMarked;
