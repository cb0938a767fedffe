/**
 * The gates between a match and its trigger: whether the customer is one the rule is for, whether
 * the rule may send, and whether it sent too short a time ago. Pure: what they need to know comes
 * in, the gate that withholds comes out. Start with {@link io.waymark.govern.Gates}.
 */
@NullMarked
package io.waymark.govern;

import org.jspecify.annotations.NullMarked;
