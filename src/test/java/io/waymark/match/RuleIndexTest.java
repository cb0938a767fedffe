package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.RandomTouchpoint;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
  private static final int SEEDS = 100;
  private static final int CHANGES = 30;
  private static final int LOOKUPS = 10;
  private static final List<String> TYPES = List.of("A", "B", "C", "D");

  private record Rule(String id, Pattern pattern) {}

  @Test
  void findsExactlyTheRulesThatATouchpointStarts() {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      found += check(seed);
    }

    assertThat(found).isGreaterThan(SEEDS * CHANGES * LOOKUPS / 2);
  }

  private static int check(long seed) {
    Criteria criteria = new Criteria();
    Random random = new Random(seed);
    RuleIndex<Rule> index = new RuleIndex<>();
    Map<String, Rule> rules = new TreeMap<>();
    int found = 0;
    for (int i = 0; i < CHANGES; i++) {
      change(index, criteria, rules, "rule-" + random.nextInt(CHANGES), random);
      for (int j = 0; j < LOOKUPS; j++) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        found += check(index, rules, RandomTouchpoint.of(random, "t" + j, type, 0), seed);
      }
    }
    return found;
  }

  private static int check(
      RuleIndex<Rule> index, Map<String, Rule> rules, Touchpoint touchpoint, long seed) {
    List<Rule> started = new ArrayList<>();
    index.startedBy(touchpoint, started::add);

    assertThat(started)
        .as("seed %d: %s starts some of %s", seed, touchpoint, rules)
        .containsExactlyInAnyOrderElementsOf(
            those(rules, rule -> isFulfilled(rule.pattern().steps().get(0), touchpoint)));
    return started.size();
  }

  /** Adds a rule, or another one in place of what it was, or removes it. */
  private static void change(
      RuleIndex<Rule> index, Criteria criteria, Map<String, Rule> rules, String id, Random random) {
    Rule before = rules.remove(id);
    if (before != null) {
      index.remove(before, before.pattern());
    }
    if (before == null || random.nextInt(3) > 0) {
      Rule rule = new Rule(id, RandomRule.rule(id, random).pattern());
      index.add(rule, rule.pattern(), criteria.ofRule(id));
      rules.put(id, rule);
    }
  }

  private static List<Rule> those(Map<String, Rule> rules, Predicate<Rule> which) {
    return rules.values().stream().filter(which).toList();
  }

  private static boolean isFulfilled(Step step, Touchpoint touchpoint) {
    return step.types().contains(touchpoint.type())
        && (step.where() == null || step.where().test(Scope.ofEvent(touchpoint, Scope.NONE)));
  }
}
