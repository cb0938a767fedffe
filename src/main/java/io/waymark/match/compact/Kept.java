package io.waymark.match.compact;

import io.waymark.expression.Expression;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a touchpoint that runs keep besides its id, type and time: those of earlier steps
 * that the rule's trigger names, and the value that tells the touchpoints of the first step apart.
 *
 * @param properties the names of the properties; null for all
 */
record Kept(boolean channel, boolean sentiment, @Nullable Set<String> properties) {
  Kept {
    properties = properties == null ? null : Set.copyOf(properties);
  }

  static Kept of(Rule rule) {
    Fields fields = new Fields();
    rule.message().data().values().forEach(datum -> fields.read(datum, false));
    if (rule.pattern().steps().get(0) instanceof Step.Positive first && first.distinct() != null) {
      fields.read(first.distinct(), true);
    }
    return new Kept(fields.channel, fields.sentiment, fields.all ? null : fields.properties);
  }

  /** Returns a touchpoint without the fields that are not kept. */
  Touchpoint reduce(Touchpoint touchpoint) {
    return new Touchpoint(
        touchpoint.id(),
        touchpoint.customer(),
        null,
        touchpoint.type(),
        channel ? touchpoint.channel() : null,
        touchpoint.timeMillis(),
        sentiment ? touchpoint.sentiment() : null,
        properties == null ? touchpoint.properties() : only(properties, touchpoint.properties()));
  }

  private static Map<String, Object> only(Set<String> names, Map<String, Object> properties) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> only = new HashMap<>();
    for (String name : names) {
      Object value = properties.get(name);
      if (value != null) {
        only.put(name, value);
      }
    }
    return only;
  }

  private static final class Fields {
    private final Set<String> properties = new HashSet<>();
    private boolean channel;
    private boolean sentiment;
    private boolean all;

    /**
     * Adds the fields that an expression names.
     *
     * @param ofEvent whether {@code event.*} is a touchpoint of the run; in a trigger it is the one
     *     that completes the match, which is the current one
     */
    void read(Expression expression, boolean ofEvent) {
      for (String name : expression.names()) {
        if (ofEvent || !name.startsWith("event.")) {
          channel |= name.endsWith(".channel");
          sentiment |= name.endsWith(".sentiment");
          if (name.endsWith(".properties") || name.endsWith(".sum")) {
            all |= expression.keys(name).isEmpty();
            properties.addAll(expression.keys(name));
          }
        }
      }
    }
  }
}
