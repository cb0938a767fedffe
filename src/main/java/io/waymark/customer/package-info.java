/**
 * One customer: the state that is kept of them in one compact value, and what one touchpoint or
 * deadline does to it. Here lifecycle, rules, runs and gates come together, without Flink: {@code
 * job} only fetches the value, calls {@link io.waymark.customer.CustomerEngine} and puts the value
 * back.
 */
@NullMarked
package io.waymark.customer;

import org.jspecify.annotations.NullMarked;
