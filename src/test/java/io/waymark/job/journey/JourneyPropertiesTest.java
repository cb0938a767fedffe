package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Checks what must not change the triggers and their ids, over random rules and the random
 * histories of several customers: the order of arrival within the disorder bound, a restart at any
 * point, and the number of subtasks.
 */
class JourneyPropertiesTest {
  private static final int SEEDS = 40;
  private static final int RULES = 5;
  private static final int CUSTOMERS = 15;
  private static final Duration DISORDER = Duration.ofSeconds(3);

  /** Rules, and touchpoints in order of time. */
  private record Story(long seed, List<String> rules, List<Touchpoint> touchpoints) {
    static Story of(long seed) {
      Random random = new Random(seed);
      List<String> rules = new ArrayList<>();
      Set<String> types = new HashSet<>();
      for (int i = 0; i < RULES; i++) {
        Rule rule = RandomRule.rule("rule-" + i, random);
        rules.add(rule.text());
        types.addAll(rule.pattern().types());
      }
      List<Touchpoint> touchpoints = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        for (Touchpoint touchpoint : RandomHistory.of(types, random)) {
          touchpoints.add(of("customer-" + i, touchpoint));
        }
      }
      touchpoints.sort(Comparator.comparingLong(Touchpoint::timeMillis));
      return new Story(seed, rules, touchpoints);
    }

    private static Touchpoint of(String customer, Touchpoint any) {
      return new Touchpoint(
          customer + "/" + any.id(),
          customer,
          null,
          any.type(),
          any.channel(),
          JourneyHarness.millis(Duration.ofMillis(any.timeMillis())),
          any.sentiment(),
          any.properties());
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
      return new Story(seed, rules, shuffled);
    }
  }

  @Test
  void theOrderOfArrivalWithinTheBoundMakesNoDifference() throws Exception {
    int moved = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed);
      Story shuffled = story.shuffled(new Random(seed));
      moved += shuffled.equals(story) ? 0 : 1;

      assertThat(ids(shuffled, 1)).as("seed %d", seed).isEqualTo(ids(story, 1));
    }
    assertThat(moved).isGreaterThan(SEEDS / 2);
  }

  @Test
  void aRestartAtAnyPointMakesNoDifference() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));

      assertThat(ids(story, 1, 1, 1, 1)).as("seed %d", seed).isEqualTo(ids(story, 1));
    }
  }

  @Test
  void fourSubtasksSendWhatOneDoes() throws Exception {
    int sent = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));
      List<String> ofOne = ids(story, 1);
      sent += ofOne.size();

      assertThat(ids(story, 4)).as("seed %d", seed).isEqualTo(ofOne);
    }
    assertThat(sent).as("triggers, so that the tests test something").isGreaterThan(SEEDS * RULES);
  }

  @Test
  void goingFromTwoSubtasksToThreeAndBackMakesNoDifference() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = Story.of(seed).shuffled(new Random(seed));

      assertThat(ids(story, 2, 3, 2)).as("seed %d", seed).isEqualTo(ids(story, 1));
    }
  }

  /**
   * The triggers of a story, sorted, with what tells them apart.
   *
   * @param parallelisms from one to the next of which it is restarted, at random points
   */
  private static List<String> ids(Story story, int... parallelisms) throws Exception {
    Random random = new Random(story.seed());
    try (Subtasks subtasks = new Subtasks(parallelisms[0], story.rules())) {
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
      return subtasks.triggers().stream().map(JourneyPropertiesTest::text).sorted().toList();
    }
  }

  private static String text(Trigger trigger) {
    return trigger.id()
        + " "
        + trigger.rule()
        + " "
        + trigger.customer()
        + " "
        + trigger.timeMillis();
  }
}
