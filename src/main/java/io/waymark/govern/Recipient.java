package io.waymark.govern;

import io.waymark.expression.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The customer whom a trigger would reach, as the gates see them.
 *
 * @param scope {@code customer.*} for expressions
 * @param consent by purpose; null where none was ever heard
 */
public record Recipient(
    String id,
    @Nullable String stage,
    Scope scope,
    @Nullable Map<String, Object> consent,
    Cooldowns cooldowns,
    Charges charges) {}
