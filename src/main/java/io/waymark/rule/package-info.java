/**
 * Rules: a pattern over one customer's touchpoints, the customers that the rule is for and the
 * trigger that it sends. {@link io.waymark.rule.RuleReader} turns a YAML text into a {@link
 * io.waymark.rule.Rule} with compiled expressions, or into all its problems. Matching is elsewhere,
 * in {@code match}. Start with {@link io.waymark.rule.Rule}.
 */
@NullMarked
package io.waymark.rule;

import org.jspecify.annotations.NullMarked;
