package io.waymark.govern;

import io.waymark.model.Gate;
import org.jspecify.annotations.Nullable;

/**
 * How a gate stands for a customer.
 *
 * @param verdict null where the gate lets a trigger pass
 * @param numbers what the gate goes by, in words; null where it has nothing to say
 */
public record Standing(Gate gate, @Nullable Verdict verdict, @Nullable String numbers) {}
