/**
 * The delivery: a process that takes triggers from their topic to the destinations that their rules
 * name, each in order within its customer, and commits only what is delivered, parked or given up.
 * What waits how long is decided in {@code lane}, a webhook is sent in {@code webhook}. Start with
 * {@link io.waymark.deliver.DeliveryProcess}.
 */
@NullMarked
package io.waymark.deliver;

import org.jspecify.annotations.NullMarked;
