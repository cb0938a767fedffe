package io.waymark.customer;

import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A random rule and history, with one to three random edits in the middle. */
final class RandomEdits {
  /** The part of a rule that an edit changes. */
  enum Kind {
    CONDITIONS,
    /** Status, cooldown or audience. */
    REST,
    /** The old structure drains. */
    STRUCTURE,
    RESTART,
    REMOVAL;

    /**
     * Returns whether anything of the rule as it was is left; edits that leave nothing come last.
     */
    boolean goesOn() {
      return this != RESTART && this != REMOVAL;
    }
  }

  /**
   * @param after how many touchpoints it comes
   * @param rule null where it is removed
   */
  record Edit(Kind kind, int after, long timeMillis, @Nullable Rule rule) {}

  private static final List<String> RESTS =
      List.of(
          "status: live\ntrigger: {to: y, cooldown: 1h}\n",
          "status: paused\ntrigger: {to: x}\n",
          "status: shadow\ntrigger: {to: x}\n",
          RandomRule.PLAIN + "who: {where: customer.id == \"x\"}\n");

  final Rule first;
  final List<Touchpoint> touchpoints;
  final List<Edit> edits = new ArrayList<>();

  private final Random random;
  private final List<Long> structures = new ArrayList<>();
  private RandomRule drawn = RandomRule.of("edited", new Random(0));
  private Rule current;

  RandomEdits(Random random) {
    this.random = random;
    this.first = drawAgain(rule -> RandomRule.of("edited", random));
    this.current = first;
    this.touchpoints = RandomHistory.of(first.pattern().types(), random);
    structures.add(first.structure());
    int after = 0;
    long time = 0;
    boolean goesOn = true;
    for (int left = 1 + random.nextInt(3); goesOn && left > 0; left--) {
      after += random.nextInt(touchpoints.size() - after + 1);
      time = time(after, time);
      Kind kind = kind();
      edits.add(new Edit(kind, after, time, kind == Kind.REMOVAL ? null : edited(kind)));
      goesOn = kind.goesOn();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(first.text()).append(RandomHistory.text(touchpoints));
    for (Edit edit : edits) {
      text.append(edit.kind)
          .append(" at ")
          .append(edit.timeMillis)
          .append(" after ")
          .append(edit.after)
          .append('\n')
          .append(edit.rule == null ? "" : edit.rule.text());
    }
    return text.toString();
  }

  /** A time between two touchpoints that is not before the last edit. */
  private long time(int after, long lastEdit) {
    long from = Math.max(lastEdit, after == 0 ? 0 : touchpoints.get(after - 1).timeMillis());
    long to = after == touchpoints.size() ? from + 5_000 : touchpoints.get(after).timeMillis();
    return from + random.nextInt((int) (to - from) / 500 + 1) * 500;
  }

  /** Only a first step with {@code distinct} may start anew while it drains; it is let be. */
  private Kind kind() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    boolean startsDistinct =
        current.pattern().steps().get(0) instanceof Step.Positive first
            && first.choice() instanceof Step.Times times
            && times.distinct() != null;
    return kind == Kind.STRUCTURE && startsDistinct ? Kind.RESTART : kind;
  }

  private Rule edited(Kind kind) {
    current =
        switch (kind) {
          case CONDITIONS -> drawAgain(rule -> rule.withValues(random.nextLong()));
          case REST -> drawAgain(rule -> rule.with(RESTS.get(random.nextInt(RESTS.size()))));
          case RESTART -> restructured(RandomRule.PLAIN + "change: restart\n");
          default -> restructured(RandomRule.PLAIN);
        };
    return current;
  }

  /** The rule of the first edit that the reader does not refuse. */
  private Rule drawAgain(UnaryOperator<RandomRule> edit) {
    while (true) {
      RandomRule other = edit.apply(drawn);
      Optional<Rule> rule = other.read();
      if (rule.isPresent()) {
        drawn = other;
        return rule.get();
      }
    }
  }

  /** Returns a rule of a new structure that correlates if the first rule does. */
  private Rule restructured(String rest) {
    boolean correlates = first.pattern().correlate() != null;
    while (true) {
      Rule rule = drawAgain(old -> RandomRule.of("edited", random).with(rest));
      if (!structures.contains(rule.structure())
          && (rule.pattern().correlate() != null) == correlates) {
        structures.add(rule.structure());
        return rule;
      }
    }
  }
}
