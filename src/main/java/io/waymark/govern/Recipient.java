package io.waymark.govern;

import io.waymark.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The customer whom a trigger would reach, as the gates see them.
 *
 * @param scope {@code customer.*} for expressions
 */
public record Recipient(@Nullable String stage, Scope scope, Cooldowns cooldowns) {}
