package io.waymark.console.authoring;

import org.jspecify.annotations.Nullable;

/**
 * A text that somebody publishes.
 *
 * @param basedOn the version that its author began with; null for a new rule
 * @param reason why, for those who read the history
 * @param untested whether it is published although a test that it brings along fails
 */
public record Publication(
    String rule,
    String text,
    @Nullable String basedOn,
    String author,
    String reason,
    boolean untested) {}
