/**
 * The state of one customer, kept in one compact value, and its changes by touchpoints and
 * deadlines. Here lifecycle, rules, runs and gates come together, without Flink: {@code job} only
 * fetches the value, calls the engine and puts the value back. Start with {@link
 * io.waymark.customer.CustomerEngine}; {@link io.waymark.customer.RunMatching} opens and advances
 * runs, {@link io.waymark.customer.RunClosing} closes them, {@link io.waymark.customer.Judge}
 * decides about matches.
 */
@NullMarked
package io.waymark.customer;

import org.jspecify.annotations.NullMarked;
