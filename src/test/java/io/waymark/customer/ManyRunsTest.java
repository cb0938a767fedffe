package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The touchpoints of a robot cost what those of others do, however many came before. */
class ManyRunsTest {
  private static final int TOUCHPOINTS = 20_000;
  private static final int CHUNK = 500;

  /** The rules are about twenty types, and so is the robot. */
  private static final int TYPES = 20;

  @Test
  void costOfATouchpointDoesNotRiseWithTheNumberBefore() {
    try (OneCustomer robot = new OneCustomer(rules())) {
      List<Long> nanos = new ArrayList<>();
      for (int from = 0; from < TOUCHPOINTS; from += CHUNK) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = from; i < from + CHUNK; i++) {
          robot.apply(touchpoint(i));
        }
        nanos.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / CHUNK);
      }

      long early = least(nanos.subList(4, 14));
      long late = least(nanos.subList(nanos.size() - 10, nanos.size()));
      assertThat(late).as("%s", nanos).isLessThan(3 * early + 20_000).isLessThan(150_000);
      assertThat(robot.customer.openRuns()).isGreaterThan(Budget.KEPT_RUNS - 100);
    }
  }

  private static long least(List<Long> nanos) {
    return nanos.stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  private static Rule[] rules() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String first = "T" + i % TYPES;
      String second = "T" + (i * 7 + 3) % TYPES;
      String pattern =
          i % 3 == 0
              ? "{correlate: event.properties.k, steps: [{a: %s}, {absent: %s, for: 2h}]}"
              : "{correlate: event.properties.k, within: 2h, steps: [{a: %s}, {b: %s}]}";
      rules.add(RulesFromYaml.withPattern("r" + i, pattern.formatted(first, second)));
    }
    return rules.toArray(Rule[]::new);
  }

  private static Touchpoint touchpoint(int number) {
    return new Touchpoint(
        "t" + number,
        "robot",
        null,
        "T" + (number * 7919) % TYPES,
        null,
        number * 100L,
        null,
        Map.of("k", "value-" + number % 6_007));
  }
}
