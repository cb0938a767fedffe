/**
 * Rules: a pattern over one customer's touchpoints, who it is for and the trigger it sends. {@link
 * io.waymark.rule.RuleReader} turns a YAML text into a {@link io.waymark.rule.Rule} with compiled
 * expressions, or into all its problems. How a pattern is matched is not known here. Start with
 * {@link io.waymark.rule.Rule}.
 */
@NullMarked
package io.waymark.rule;

import org.jspecify.annotations.NullMarked;
