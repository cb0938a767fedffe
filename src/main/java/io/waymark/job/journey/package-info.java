/**
 * The keyed operator of the graph: it applies touchpoints in the order of their time, fetches a
 * customer's value, lets {@code customer} change it, and puts it back. Start with {@link
 * io.waymark.job.journey.JourneyOperator}; its parts are {@link
 * io.waymark.job.journey.EventTimeOrder}, {@link io.waymark.job.journey.RuleUpdates}, {@link
 * io.waymark.job.journey.CustomerUpdates} and {@link io.waymark.job.journey.DeadlineTimers}, which
 * {@link io.waymark.job.journey.JourneyWiring} connects.
 */
@NullMarked
package io.waymark.job.journey;

import org.jspecify.annotations.NullMarked;
