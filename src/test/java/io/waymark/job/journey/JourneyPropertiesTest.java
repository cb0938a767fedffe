package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RandomPolicy;
import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Checks what must not change the decisions and their ids, over random rules, a random policy and
 * the random histories of several customers: the order of arrival within the disorder bound, a
 * restart at any point, and the number of subtasks.
 */
class JourneyPropertiesTest {
  private static final int SEEDS = 40;
  private static final int RULES = 5;
  private static final int CUSTOMERS = 15;
  private static final Duration DISORDER = Duration.ofSeconds(3);

  /** The histories begin at noon, and take some seconds. */
  private static final RandomPolicy.Scale SECONDS =
      new RandomPolicy.Scale(
          Duration.ofSeconds(1),
          's',
          10,
          LocalTime.of(12, 0),
          LocalTime.of(12, 1),
          List.of("Etc/UTC"));

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "tag", List.of("promo", "service"),
          "to", List.of("crm", "desk"),
          "rule", List.of("rule-0", "rule-1", "rule-2"),
          "priority", List.of("30", "60"));

  /** Rules, a policy, and touchpoints in order of time. */
  private record Story(long seed, List<String> rules, String policy, List<Touchpoint> touchpoints) {
    static Story of(long seed) {
      Random random = new Random(seed);
      List<String> rules = new ArrayList<>();
      Set<String> types = new HashSet<>();
      for (int i = 0; i < RULES; i++) {
        Rule rule = randomRule("rule-" + i, random);
        rules.add(rule.text());
        types.addAll(rule.pattern().types());
      }
      List<Touchpoint> touchpoints = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        for (Touchpoint touchpoint : RandomHistory.of(types, random)) {
          touchpoints.add(of("customer-" + i, touchpoint, random));
        }
      }
      touchpoints.sort(Comparator.comparingLong(Touchpoint::timeMillis));
      String policy = RandomPolicy.draw(random, SECONDS, CHOICES).text();
      return new Story(seed, rules, policy, touchpoints);
    }

    private static Rule randomRule(String id, Random random) {
      String rest =
          "status: live\ntags: %s\ntrigger: {to: %s, priority: %d%s%s}\n"
              .formatted(
                  random.nextBoolean() ? "promo" : "service",
                  random.nextBoolean() ? "crm" : "desk",
                  random.nextInt(101),
                  random.nextInt(4) == 0 ? ", cooldown: 4s" : "",
                  random.nextInt(4) == 0 ? ", expires: 5s" : "");
      Optional<Rule> rule = Optional.empty();
      while (rule.isEmpty()) {
        rule = RandomRule.of(id, random).with(rest).read();
      }
      return rule.get();
    }

    private static Touchpoint of(String customer, Touchpoint any, Random random) {
      Map<String, Object> properties = new HashMap<>(any.properties());
      if (random.nextInt(4) == 0) {
        properties.put(Touchpoint.CONSENT, Map.of(RandomPolicy.PURPOSE, random.nextInt(4) > 0));
      }
      return new Touchpoint(
          customer + "/" + any.id(),
          customer,
          null,
          any.type(),
          any.channel(),
          JourneyHarness.millis(Duration.ofMillis(any.timeMillis())),
          any.sentiment(),
          properties);
    }

    /** The same touchpoints, each later by up to the bound; those of equal times by the same. */
    Story shuffled(Random random) {
      Map<Long, Long> arrivals = new HashMap<>();
      for (Touchpoint touchpoint : touchpoints) {
        arrivals.computeIfAbsent(
            touchpoint.timeMillis(), time -> time + random.nextInt((int) DISORDER.toMillis() + 1));
      }
      List<Touchpoint> shuffled = new ArrayList<>(touchpoints);
      shuffled.sort(Comparator.comparingLong(touchpoint -> arrivals.get(touchpoint.timeMillis())));
      return new Story(seed, rules, policy, shuffled);
    }
  }

  @Test
  void theOrderOfArrivalWithinTheBoundMakesNoDifference() throws Exception {
    int moved = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed);
      Story shuffled = story.shuffled(new Random(seed));
      moved += shuffled.equals(story) ? 0 : 1;

      assertThat(decisions(shuffled, 1)).as("seed %d", seed).isEqualTo(decisions(story, 1));
    }
    assertThat(moved).isGreaterThan(SEEDS / 2);
  }

  @Test
  void aRestartAtAnyPointMakesNoDifference() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));

      assertThat(decisions(story, 1, 1, 1, 1)).as("seed %d", seed).isEqualTo(decisions(story, 1));
    }
  }

  @Test
  void fourSubtasksDecideWhatOneDoes() throws Exception {
    int decided = 0;
    Set<Gate> gates = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));
      List<Decision> ofOne = decisions(story, 1);
      decided += ofOne.size();
      ofOne.stream().map(Decision::gate).forEach(gates::add);

      assertThat(decisions(story, 4)).as("seed %d", seed).isEqualTo(ofOne);
    }
    assertThat(decided).as("so that the tests test something").isGreaterThan(SEEDS * RULES);
    assertThat(gates)
        .contains(
            null,
            Gate.EXPIRY,
            Gate.CONSENT,
            Gate.COOLDOWN,
            Gate.CAP,
            Gate.QUIET,
            Gate.ARBITRATION,
            Gate.HOLDOUT);
  }

  @Test
  void goingFromTwoSubtasksToThreeAndBackMakesNoDifference() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));

      assertThat(decisions(story, 2, 3, 2)).as("seed %d", seed).isEqualTo(decisions(story, 1));
    }
  }

  /**
   * The decisions of a story, sorted.
   *
   * @param parallelisms from one to the next of which it is restarted, at random points
   */
  private static List<Decision> decisions(Story story, int... parallelisms) throws Exception {
    Random random = new Random(story.seed());
    try (Subtasks subtasks = new Subtasks(parallelisms[0], story.rules())) {
      subtasks.govern(story.policy());
      long latest = Long.MIN_VALUE;
      int restarts = 0;
      int left = story.touchpoints().size();
      for (Touchpoint touchpoint : story.touchpoints()) {
        while (restarts < parallelisms.length - 1
            && random.nextInt(left) < parallelisms.length - 1 - restarts) {
          subtasks.restart(parallelisms[++restarts]);
        }
        left--;
        subtasks.arrive(new Arrival(touchpoint, new Position("web", 0, left), 0));
        latest = Math.max(latest, touchpoint.timeMillis());
        if (random.nextInt(3) > 0) {
          long watermark = latest - DISORDER.toMillis();
          subtasks.advanceTo(Duration.ofMillis(watermark - JourneyHarness.millis(Duration.ZERO)));
        }
      }
      subtasks.end();

      assertThat(subtasks.late()).isZero();
      List<Decision> decisions = new ArrayList<>(subtasks.decisions());
      decisions.sort(
          Comparator.comparing(Decision::customer)
              .thenComparing(Decision::id)
              .thenComparing(Decision::timeMillis));
      assertThat(subtasks.triggers().stream().map(Trigger::id))
          .containsExactlyInAnyOrderElementsOf(
              decisions.stream().filter(Decision::isSent).map(Decision::id).toList());
      return decisions;
    }
  }
}
