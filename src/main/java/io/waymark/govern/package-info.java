/**
 * The gates between a match and its trigger: whether the customer is one the rule is for, whether
 * the rule may send, and whether it sent too short a time ago. {@link io.waymark.govern.Gates} asks
 * them and reads no clock and no state; {@link io.waymark.govern.Cooldowns} is the ledger of sent
 * triggers that the last one reads, which is kept with each customer. Start with {@link
 * io.waymark.govern.Gates}.
 */
@NullMarked
package io.waymark.govern;

import org.jspecify.annotations.NullMarked;
