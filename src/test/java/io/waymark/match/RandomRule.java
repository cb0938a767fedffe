package io.waymark.match;

import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What a small random rule is drawn from, so that another one can be drawn which differs in a part.
 *
 * @param shape the seed of all else than
 * @param values the constants in its conditions
 * @param durations what it says for {@code within} and {@code for}
 * @param rest more of its YAML
 */
public record RandomRule(String id, long shape, long values, long durations, String rest) {
  private static final RuleReader READER = new RuleReader(Set.of());

  /** One that the reader takes. */
  public static RandomRule of(String id, Random random) {
    RandomRule drawn;
    do {
      drawn = new RandomRule(id, random.nextLong(), random.nextLong(), random.nextLong(), "");
    } while (drawn.read().isEmpty());
    return drawn;
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

  public Rule rule() {
    return read().orElseThrow();
  }

  /** The rule of a pattern, which is given as YAML. */
  static Rule rule(String pattern) {
    return new RandomRule("given", 0, 0, 0, "").read(pattern).orElseThrow();
  }

  private Optional<Rule> read(String pattern) {
    String text =
        "rule: %s\ntitle: t\nsignal: stall\nowner: o\nstatus: live\ntrigger: {to: x}\n%spattern:\n%s"
            .formatted(id, rest, pattern);
    return READER.read(id, text) instanceof RuleReader.Result.Ok ok
        ? Optional.of(ok.rule())
        : Optional.empty();
  }
}
