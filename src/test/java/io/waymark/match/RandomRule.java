package io.waymark.match;

import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The seeds of a small random rule, so that another one can be drawn which differs in a part.
 *
 * @param shape the seed of all else than
 * @param values the constants in its conditions
 * @param durations what it says for {@code within} and {@code for}
 * @param rest of its YAML: status, trigger and whatever else is not its pattern
 */
public record RandomRule(String id, long shape, long values, long durations, String rest) {
  /** The least that {@code rest} must hold. */
  public static final String PLAIN = "status: live\ntrigger: {to: x}\n";

  private static final RuleReader READER = new RuleReader(Set.of());

  /** Draws a rule that the reader may refuse. */
  public static RandomRule of(String id, Random random) {
    return new RandomRule(id, random.nextLong(), random.nextLong(), random.nextLong(), PLAIN);
  }

  /** The rule of the first one drawn that the reader does not refuse. */
  public static Rule rule(String id, Random random) {
    while (true) {
      Optional<Rule> rule = of(id, random).read();
      if (rule.isPresent()) {
        return rule.get();
      }
    }
  }

  public RandomRule withValues(long other) {
    return new RandomRule(id, shape, other, durations, rest);
  }

  public RandomRule withDurations(long other) {
    return new RandomRule(id, shape, values, other, rest);
  }

  public RandomRule with(String other) {
    return new RandomRule(id, shape, values, durations, other);
  }

  /** Empty where the reader refuses it. */
  public Optional<Rule> read() {
    return read(RandomPattern.of(new Random(shape), new Random(values), new Random(durations)));
  }

  /** The rule of a pattern, which is given as YAML. */
  static Rule rule(String pattern) {
    return new RandomRule("given", 0, 0, 0, PLAIN).read(pattern).orElseThrow();
  }

  private Optional<Rule> read(String pattern) {
    String text =
        """
        rule: %s
        title: t
        signal: stall
        owner: o
        %spattern:
        %s"""
            .formatted(id, rest, pattern);
    return READER.read(id, text) instanceof RuleReader.Result.Ok ok
        ? Optional.of(ok.rule())
        : Optional.empty();
  }
}
