package io.waymark.rule;

import io.waymark.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a rule's trigger; {@code trigger} in YAML.
 *
 * @param to where it should be acted on
 * @param priority from 0 to 100
 * @param cooldownMillis how long after a trigger the rule sends the same customer none; 0 for not
 *     at all
 * @param expiresMillis how long after the match it should be acted on; null for ever
 * @param holdout the control group of this rule alone; null for that of the policy
 * @param data over the steps, {@code event.*} (the completing touchpoint) and {@code customer.*}
 */
public record Message(
    String to,
    int priority,
    long cooldownMillis,
    @Nullable Long expiresMillis,
    @Nullable Holdout holdout,
    Map<String, Expression> data) {

  public Message {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
