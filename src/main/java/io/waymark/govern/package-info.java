/**
 * The policy and its gates between a match and its trigger. {@link io.waymark.govern.Gates} asks
 * them and reads no clock; {@link io.waymark.govern.Cooldowns} and {@link
 * io.waymark.govern.Charges} are the ledger that they read, which is kept with each customer. Start
 * with {@link io.waymark.govern.Policy}.
 */
@NullMarked
package io.waymark.govern;

import org.jspecify.annotations.NullMarked;
