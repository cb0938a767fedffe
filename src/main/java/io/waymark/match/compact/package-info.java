/**
 * The matcher for patterns of which one chain per place of the {@link io.waymark.match.Automaton}
 * tells all: the one that started last. Small and fast; it makes way for others where that is not
 * so. Start with {@link io.waymark.match.compact.CompactMatcher}.
 */
@NullMarked
package io.waymark.match.compact;

import org.jspecify.annotations.NullMarked;
