/**
 * The operator at the heart of the graph: it keeps the order of time, fetches a customer's value,
 * lets {@code customer} do the work, and puts the value back. Start with {@link
 * io.waymark.job.journey.JourneyOperator}.
 */
@NullMarked
package io.waymark.job.journey;

import org.jspecify.annotations.NullMarked;
