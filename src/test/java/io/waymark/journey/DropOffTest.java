package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waymark.model.Estimate;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Checks the drop-off where customers count as lost after far more time than a visit is to take, as
 * in the lifecycles that come with Waymark.
 */
class DropOffTest {
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long LOST = 14 * DAY;
  private static final long HORIZON = 3 * DAY;

  private static final String LIFECYCLE =
      """
      lifecycle: two
      stages:
        - stage: one
          on: A
          lost: 14d
          plan: {within: 3d}
        - stage: two
          on: B
      """;

  /** A touchpoint of a customer, and the stage that it leaves them in. */
  private record Step(int customer, String type, String stage, long millis) {}

  @Test
  void isTheShareThatFallsSilentWithinTheHorizon() {
    Random random = new Random(5);
    List<Step> steps = new ArrayList<>();
    List<Long> silentAfter = new ArrayList<>();
    for (int customer = 0; customer < 500; customer++) {
      long entered = START + (long) (random.nextDouble() * 2 * DAY);
      steps.add(new Step(customer, "A", "one", entered));
      double fate = random.nextDouble();
      long after = (long) (random.nextDouble() * 8 * DAY);
      if (fate < 0.4) {
        silentAfter.add(after);
        steps.add(new Step(customer, "E", "one", entered + after));
      } else if (fate < 0.7) {
        steps.add(new Step(customer, "B", "two", entered + after));
      } else {
        for (int day = 5; day < 45; day += 5) {
          steps.add(new Step(customer, "E", "one", entered + day * DAY));
        }
      }
    }

    StageWindow figures = figures(steps, START + 40 * DAY);

    long horizon = Objects.requireNonNull(figures.dropOffMillis());
    assertThat(horizon).isBetween(HORIZON, 2 * HORIZON);
    long silent = silentAfter.stream().filter(after -> after <= horizon).count();
    Estimate dropOff = Objects.requireNonNull(figures.dropOff());
    assertThat(dropOff.value()).isCloseTo(silent / 500.0, within(1e-9));
    assertThat(dropOff.low()).isBetween(0.1, dropOff.value());
    assertThat(silent).isPositive();
  }

  @Test
  void isNotKnownBeforeAnybodyCouldBeLost() {
    List<Step> steps = List.of(new Step(1, "A", "one", START), new Step(2, "A", "one", START));

    StageWindow figures = figures(steps, START + LOST / 2);

    assertThat(figures.in()).isEqualTo(2);
    assertThat(figures.dropOff()).isNull();
    assertThat(figures.dropOffMillis()).isNull();
  }

  private static StageWindow figures(List<Step> steps, long asOfMillis) {
    MapHarness harness = new MapHarness(LIFECYCLE);
    steps.stream()
        .sorted(Comparator.comparingLong(Step::millis))
        .filter(step -> step.millis() <= asOfMillis)
        .forEach(step -> harness.apply(touchpoint(step), step.stage(), "others"));
    harness.passDeadlines(asOfMillis);
    return Objects.requireNonNull(
        harness.cut(asOfMillis).get("segment/all/one").stageFigures().windows().get(Window.ALL));
  }

  private static Touchpoint touchpoint(Step step) {
    return new Touchpoint(
        step.customer() + step.type() + step.millis(),
        "c" + step.customer(),
        null,
        step.type(),
        "web",
        step.millis(),
        null,
        Map.of());
  }
}
