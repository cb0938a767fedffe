/**
 * Matching: the open runs of a rule for one customer, how touchpoints and deadlines advance them,
 * and when a pattern completes. {@link io.waymark.match.Matcher} is the port; {@code match.cep}
 * fills it with Flink's NFA. Time comes in with touchpoints and calls; no clock is read here, and
 * what becomes of a match is not known. Start with {@link io.waymark.match.Matcher}.
 */
@NullMarked
package io.waymark.match;

import org.jspecify.annotations.NullMarked;
