/**
 * The one place that selects the matcher of a rule: the compact one where it decides exactly, else
 * Flink's NFA. The matchers know neither each other nor this package. Start with {@link
 * io.waymark.match.selection.SelectedMatchers}.
 */
@NullMarked
package io.waymark.match.selection;

import org.jspecify.annotations.NullMarked;
