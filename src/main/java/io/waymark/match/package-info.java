/**
 * Matching: the open runs of a rule for one customer, how touchpoints and deadlines advance them,
 * when a pattern completes, and which rules a touchpoint starts. {@link io.waymark.match.Matcher}
 * is the port; {@code match.compact} fills it for most rules and {@code match.cep}, with Flink's
 * NFA, for the rest; {@code match.selection} selects. Time comes in with touchpoints and calls; no
 * clock is read here, and what becomes of a match is not known. Start with {@link
 * io.waymark.match.Matcher}, then {@link io.waymark.match.Automaton}.
 */
@NullMarked
package io.waymark.match;

import org.jspecify.annotations.NullMarked;
