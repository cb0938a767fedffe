/**
 * The rates at which rules send, which the breaker of a policy compares with its rail. {@link
 * io.waymark.govern.rate.Headcounts} is what each subtask counts, {@link
 * io.waymark.govern.rate.Rates} what one place adds up and judges. Neither reads a clock.
 */
@NullMarked
package io.waymark.govern.rate;

import org.jspecify.annotations.NullMarked;
