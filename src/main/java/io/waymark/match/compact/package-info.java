/**
 * The matcher for patterns in which the latest start decides: it keeps one chain at each place of
 * the {@link io.waymark.match.Automaton}, the one that started last. It is small and fast, and does
 * not know other patterns. Start with {@link io.waymark.match.compact.CompactMatcher}.
 */
@NullMarked
package io.waymark.match.compact;

import org.jspecify.annotations.NullMarked;
