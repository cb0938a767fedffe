package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the runs which the budget drops follow from the history alone: not from restores,
 * from when the customer was written, or from the order in which the rules came.
 */
class BudgetPropertiesTest {
  private static final int TOUCHPOINTS = 1_500;

  private static final List<String> PATTERNS =
      List.of(
          "{correlate: event.properties.k, within: 30m, steps: [{a: A}, {b: B}]}",
          "{correlate: event.properties.k, steps: [{a: A}, {absent: B, for: 40m}]}",
          "{correlate: event.properties.k, within: 1h, steps: [{a: A, times: 2}, {c: C}]}",
          "{correlate: event.properties.k, within: 1h, steps: [{a: A}, {c: C, where:"
              + " event.properties.n > a.last.properties.n}]}",
          "{within: 1h, steps: [{a: A, times: 5}, {c: C}]}");

  /** Keeps nothing large, little that is large, and all that is large. */
  private static final List<String> DATA =
      List.of(
          "{to: crm}",
          "{to: crm, data: {n: a.last.properties.n}}",
          "{to: crm, data: {p: a.last.properties}}");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void resultsAndDropsAreThoseOfTheHistory(long seed) {
    Random random = new Random(seed);
    List<Rule> rules = rules(20 + random.nextInt(20));
    List<Touchpoint> history = history(random, seed % 2 == 0 ? 10 : 2_000);
    try (OneCustomer undisturbed = play(rules, history, null)) {
      assertThat(undisturbed.recorder.dropped().keySet())
          .anyMatch(drop -> drop.startsWith("CUSTOMER_FULL"));
      assertThat(undisturbed.triggers()).hasSizeGreaterThan(100);
      List<Rule> shuffled = new ArrayList<>(rules);
      Collections.shuffle(shuffled, random);
      try (OneCustomer restored = play(shuffled, history, random)) {
        assertThat(restored.recorder.dropped())
            .as("seed %d", seed)
            .isEqualTo(undisturbed.recorder.dropped());
        assertThat(restored.fires()).as("seed %d", seed).isEqualTo(undisturbed.fires());
        assertThat(restored.triggers())
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(undisturbed.triggers());
      }
    }
  }

  /** The bound that is kept at each touchpoint is never below what writing the runs gives. */
  @Test
  void boundOnBytesHoldsWhateverTheRule() {
    int checked = 0;
    for (long seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      Optional<Rule> rule = RandomRule.of("random", random).read();
      if (rule.isPresent()) {
        try (OneCustomer anna = new OneCustomer(rule.get())) {
          for (Touchpoint each : RandomHistory.of(types(rule.get()), random)) {
            anna.apply(each);
            if (random.nextInt(4) == 0) {
              anna.restore();
            }
            checked += checkBound(anna, seed);
          }
        }
      }
    }

    assertThat(checked).isGreaterThan(2_000);
  }

  private static int checkBound(OneCustomer anna, long seed) {
    RunsTable open = anna.customer.open;
    long atMost = open.bytesAtMost();
    long written = 0;
    for (OpenRuns each : open) {
      written += each.stored().length + each.correlation.length();
    }
    assertThat(written).as("seed %d", seed).isLessThanOrEqualTo(atMost);
    return open.size();
  }

  private static Set<String> types(Rule rule) {
    return new HashSet<>(rule.pattern().types());
  }

  private static OneCustomer play(List<Rule> rules, List<Touchpoint> history, Random restores) {
    OneCustomer anna = new OneCustomer(rules.toArray(Rule[]::new));
    for (Touchpoint each : history) {
      anna.apply(each);
      if (restores != null && restores.nextInt(20) == 0) {
        anna.restore();
      } else if (restores != null && restores.nextInt(20) == 0) {
        anna.written();
      }
    }
    return anna.untilTheEnd();
  }

  private static List<Rule> rules(int count) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(
          RulesFromYaml.rule(
              "r" + i,
              "live",
              "pattern: " + PATTERNS.get(i % PATTERNS.size()),
              DATA.get(i / 2 % DATA.size())));
    }
    return rules;
  }

  private static List<Touchpoint> history(Random random, int mostNote) {
    List<Touchpoint> history = new ArrayList<>();
    long millis = 0;
    for (int i = 0; i < TOUCHPOINTS; i++) {
      millis += random.nextInt(5_000);
      Map<String, Object> properties = new HashMap<>();
      properties.put("k", "key-" + random.nextInt(400));
      properties.put("n", (long) random.nextInt(10));
      properties.put("note", "n".repeat(random.nextInt(mostNote)));
      String type = random.nextInt(3) > 0 ? "A" : random.nextBoolean() ? "B" : "C";
      history.add(new Touchpoint("t" + i, "anna", null, type, null, millis, null, properties));
    }
    return history;
  }
}
