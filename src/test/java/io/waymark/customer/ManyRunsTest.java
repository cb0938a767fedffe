package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The touchpoints of a robot cost about what those of others do, however many came before. */
class ManyRunsTest {
  private static final int TOUCHPOINTS = 20_000;
  private static final int CHUNK = 500;

  /** The rules are about twenty types, and so is the robot. */
  private static final int TYPES = 20;

  /** As many touchpoints of one customer as leave about a hundred runs open. */
  private static final int VISIT = 20;

  /** The cost on the machine of the figures in the rationale is 12,000. */
  private static final long MOST_NANOS = 50_000;

  @Test
  void costOfATouchpointDoesNotRiseWithTheNumberBefore() {
    try (OneCustomer robot = new OneCustomer(rules());
        OneCustomer others = new OneCustomer(rules())) {
      List<Long> ofRobot = new ArrayList<>();
      List<Long> ofOthers = new ArrayList<>();
      for (int from = 0; from < TOUCHPOINTS; from += CHUNK) {
        int first = from;
        ofRobot.add(nanos(() -> play(robot, first)));
        ofOthers.add(nanos(() -> playVisits(others, first)));
      }

      long early = least(ofRobot.subList(4, 14));
      long late = least(ofRobot.subList(ofRobot.size() - 10, ofRobot.size()));
      long ordinary = least(ofOthers.subList(ofOthers.size() - 10, ofOthers.size()));
      System.out.printf(
          "a touchpoint of a robot: %,d ns early, %,d ns late; of others: %,d ns%n",
          early, late, ordinary);
      assertThat(late).as("%s", ofRobot).isLessThan(3 * (early + ordinary));
      // Only a machine on which the touchpoints of all others are as slow is given more.
      assertThat(late).isLessThan(Math.max(MOST_NANOS, 5 * ordinary));
      assertThat(robot.customer.openRuns()).isGreaterThan(Budget.KEPT_RUNS - 100);
    }
  }

  private static void play(OneCustomer robot, int from) {
    for (int i = from; i < from + CHUNK; i++) {
      robot.apply(touchpoint(i));
    }
  }

  /** Plays the same touchpoints, but of another customer after each few. */
  private static void playVisits(OneCustomer others, int from) {
    for (int i = from; i < from + CHUNK; i++) {
      if (i % VISIT == 0) {
        others.named("c" + i);
      }
      others.apply(touchpoint(i));
    }
  }

  /** Returns the processor time of each touchpoint of a chunk. */
  private static long nanos(Runnable chunk) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    chunk.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / CHUNK;
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
