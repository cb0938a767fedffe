package io.waymark.rule;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Path;
import io.waymark.model.Decimals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The touchpoints that a step of a pattern asks for, as far as type and channel tell. Other
 * conditions of the step may leave some of them out.
 *
 * @param channel the parts of the step's condition that are about the channel alone
 */
public record Interest(Types types, List<Conjunct> channel) {
  private static final Path CHANNEL = new Path("channel", List.of());

  public Interest {
    channel = List.copyOf(channel);
  }

  static Interest of(Step step) {
    Expression where = step.where();
    return new Interest(
        step.types(),
        where == null
            ? List.of()
            : where.conjuncts().stream().filter(Interest::isAboutChannel).toList());
  }

  private static boolean isAboutChannel(Conjunct part) {
    return (part instanceof Conjunct.OneOf one && one.path().equals(CHANNEL))
        || (part instanceof Conjunct.NoneOf none && none.path().equals(CHANNEL));
  }

  /**
   * Returns whether the step asks for touchpoints of a type on a channel.
   *
   * @param name of the channel; null for touchpoints without one
   */
  public boolean covers(String type, @Nullable String name) {
    Object key = Decimals.key(name);
    return types.contains(type) && channel.stream().allMatch(part -> holds(part, key));
  }

  private static boolean holds(Conjunct part, @Nullable Object key) {
    return part instanceof Conjunct.OneOf one
        ? one.holds(key)
        : part instanceof Conjunct.NoneOf none && none.holds(key);
  }
}
