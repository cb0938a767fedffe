package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.RandomTouchpoint;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
  private static final int SEEDS = 100;
  private static final int CHANGES = 30;
  private static final int LOOKUPS = 10;
  private static final List<String> TYPES = List.of("A", "B", "C", "D");

  @Test
  void findsExactlyTheRulesWhoseFirstStepATouchpointFulfils() {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      found += check(seed);
    }

    assertThat(found).isGreaterThan(SEEDS * CHANGES * LOOKUPS / 2);
  }

  private static int check(long seed) {
    Random random = new Random(seed);
    RuleIndex<String> index = new RuleIndex<>(new Conditions());
    Map<String, Step.Positive> rules = new TreeMap<>();
    int found = 0;
    for (int i = 0; i < CHANGES; i++) {
      change(index, rules, "rule-" + random.nextInt(CHANGES), random);
      for (int j = 0; j < LOOKUPS; j++) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        Touchpoint touchpoint = RandomTouchpoint.of(random, "t" + j, type, 0);

        List<String> started = new ArrayList<>();
        index.startedBy(touchpoint, started::add);

        assertThat(started)
            .as("seed %d: %s starts some of %s", seed, touchpoint, rules)
            .containsExactlyInAnyOrderElementsOf(startedBy(touchpoint, rules));
        found += started.size();
      }
    }
    return found;
  }

  /** Adds a rule, or another one in place of what it was, or removes it. */
  private static void change(
      RuleIndex<String> index, Map<String, Step.Positive> rules, String id, Random random) {
    Step.Positive before = rules.remove(id);
    if (before != null) {
      index.remove(id, before);
    }
    if (before == null || random.nextInt(3) > 0) {
      Step.Positive first = (Step.Positive) RandomRule.rule(id, random).pattern().steps().get(0);
      index.add(id, first);
      rules.put(id, first);
    }
  }

  private static List<String> startedBy(Touchpoint touchpoint, Map<String, Step.Positive> rules) {
    return rules.keySet().stream().filter(id -> isFulfilled(rules.get(id), touchpoint)).toList();
  }

  private static boolean isFulfilled(Step.Positive first, Touchpoint touchpoint) {
    return first.types().contains(touchpoint.type())
        && (first.where() == null || first.where().test(Scope.ofEvent(touchpoint, Scope.NONE)));
  }
}
