/**
 * The journey map: what is counted of customers' visits, and the figures that are made of it.
 * {@link io.waymark.journey.Cartographer} changes a customer's ledger and tallies the difference,
 * {@link io.waymark.journey.JourneyMap} adds up all tallies, {@link io.waymark.journey.MapCuts}
 * publishes figures; the statistics are in {@code estimate}. Without Flink. Start with {@link
 * io.waymark.journey.Cartographer}.
 */
@NullMarked
package io.waymark.journey;

import org.jspecify.annotations.NullMarked;
