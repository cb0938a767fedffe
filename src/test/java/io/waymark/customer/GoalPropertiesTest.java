package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Arm;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Observation;
import io.waymark.model.Observation.Result;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rules with goals, whose control groups come and go by edits, over random histories: what
 * is observed is what the decisions and the history say when they are read as a whole.
 */
class GoalPropertiesTest {
  private static final long BEGIN = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();
  private static final int TOUCHPOINTS = 120;
  private static final Comparator<Observation> BY_END =
      Comparator.comparingLong(Observation::endMillis)
          .thenComparing(Observation::rule)
          .thenComparing(Observation::version);

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void observesWhatTheWholeHistorySays(long seed) {
    History whole = new History(seed);

    List<Observation> interrupted = whole.play(new Random(seed));

    assertThat(interrupted).isEqualTo(whole.play(null));
    assertThat(interrupted).isEqualTo(whole.read());
  }

  @Test
  void historiesMeetEveryResultOfBothArms() {
    List<Observation> all = new ArrayList<>();
    seeds().limit(60).forEach(seed -> all.addAll(new History(seed).play(null)));

    for (Arm arm : Arm.values()) {
      Set<Result> met = EnumSet.noneOf(Result.class);
      all.stream().filter(each -> each.arm() == arm).forEach(each -> met.add(each.result()));
      assertThat(met).containsExactlyInAnyOrder(Result.values());
    }
  }

  /** A version of a rule that is put before a touchpoint. */
  private record Edit(int before, Rule rule) {}

  private static final class History {
    private final String customer;
    private final int rules;
    private final long[] withinMillis;
    private final long[] cooldownMillis;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Touchpoint> touchpoints = new ArrayList<>();
    private final boolean isQuiet;
    private final long endMillis;
    private List<Decision> decisions = List.of();

    History(long seed) {
      Random random = new Random(seed);
      customer = "c" + random.nextInt(1_000);
      rules = 1 + random.nextInt(3);
      isQuiet = random.nextBoolean();
      withinMillis = new long[rules];
      cooldownMillis = new long[rules];
      for (int i = 0; i < rules; i++) {
        withinMillis[i] = Duration.ofHours(1 + random.nextInt(72)).toMillis();
        cooldownMillis[i] =
            random.nextBoolean() ? 0 : Duration.ofHours(1 + random.nextInt(100)).toMillis();
        edits.add(new Edit(0, rule(i, 0, random)));
      }
      long now = BEGIN;
      for (int i = 0; i < TOUCHPOINTS; i++) {
        now += random.nextInt(4) == 0 ? 0 : random.nextInt(14_400_000);
        String type = List.of("A", "B", "G").get(random.nextInt(3));
        touchpoints.add(
            new Touchpoint(
                "t" + i,
                customer,
                null,
                type,
                null,
                now,
                null,
                Map.of("total", (long) random.nextInt(3))));
        if (random.nextInt(10) == 0) {
          edits.add(new Edit(i + 1, rule(random.nextInt(rules), i + 1, random)));
        }
      }
      endMillis = now + random.nextInt(100) * 3_600_000L;
    }

    private Rule rule(int number, int edition, Random random) {
      String trigger =
          "{to: crm, cooldown: %dms, holdout: {share: 50%%, salt: s%d}}"
              .formatted(cooldownMillis[number], random.nextInt(3))
              .replace("cooldown: 0ms, ", "");
      return RulesFromYaml.rule(
          "r" + number,
          "live",
          "tags: e%d\npattern: {steps: [{a: %s}]}\ngoal: {on: G, where: event.properties.total > 0, within: %dms}"
              .formatted(edition, number == 0 ? "A" : "B", withinMillis[number]),
          trigger);
    }

    /**
     * Plays the history on the engine.
     *
     * @param restores when the state is written and read; null for never
     */
    List<Observation> play(@Nullable Random restores) {
      try (OneCustomer played = new OneCustomer().named(customer)) {
        if (isQuiet) {
          played.govern(
              "policy: p\nzone: {missing: UTC}\nquiet: {from: \"22:00\", to: \"06:00\"}\n");
        }
        for (int i = 0; i < touchpoints.size(); i++) {
          putUntil(played, i);
          played.apply(touchpoints.get(i));
          if (restores != null) {
            played.restoreAtRandom(restores);
          }
        }
        putUntil(played, touchpoints.size());
        played.until(endMillis);
        decisions = played.decisions();
        return played.recorder.observations().stream().sorted(BY_END).toList();
      }
    }

    private void putUntil(OneCustomer played, int number) {
      edits.stream()
          .filter(edit -> edit.before() == number)
          .forEach(edit -> played.rules.put(edit.rule(), 0));
    }

    /** Reads from the decisions that were made, and the touchpoints, what is to be observed. */
    List<Observation> read() {
      List<Observation> all = new ArrayList<>();
      for (int number = 0; number < rules; number++) {
        String rule = "r" + number;
        List<Decision> ofRule =
            decisions.stream().filter(each -> each.rule().equals(rule)).toList();
        long free = Long.MIN_VALUE;
        long spared = Long.MIN_VALUE;
        for (int i = 0; i < ofRule.size(); i++) {
          Decision decision = ofRule.get(i);
          Arm arm = arm(decision);
          boolean isSpared =
              arm == Arm.HELD_OUT && decision.timeMillis() < spared + cooldownMillis[number];
          if (arm != null
              && decision.timeMillis() >= free
              && !isSpared
              && decision.version().equals(versionWhenDecided(decision))) {
            free = decision.timeMillis() + withinMillis[number];
            spared = arm == Arm.HELD_OUT ? decision.timeMillis() : spared;
            if (free <= endMillis) {
              Result result = result(ofRule.subList(i, ofRule.size()), free, arm);
              all.add(new Observation(rule, decision.version(), arm, result, free));
            }
          }
        }
      }
      all.sort(BY_END);
      return all;
    }

    private static @Nullable Arm arm(Decision decision) {
      return decision.isSent() ? Arm.SENT : decision.gate() == Gate.HOLDOUT ? Arm.HELD_OUT : null;
    }

    /** A held match is decided before the touchpoint that comes at that time or later. */
    private String versionWhenDecided(Decision decision) {
      int applied = 0;
      while (applied < touchpoints.size()
          && (decision.endsHold()
              ? touchpoints.get(applied).timeMillis() < decision.timeMillis()
              : !touchpoints.get(applied).id().equals(decision.touchpoints().get(0).id()))) {
        applied++;
      }
      int last = applied;
      return edits.stream()
          .filter(edit -> edit.rule().id().equals(decision.rule()) && edit.before() <= last)
          .reduce((before, after) -> after)
          .orElseThrow()
          .rule()
          .version();
    }

    /** Reads from a decision and those after it what was observed until the end of its span. */
    private Result result(List<Decision> andLater, long until, Arm arm) {
      long since = andLater.get(0).timeMillis();
      boolean isContaminated =
          andLater.stream()
              .filter(each -> each.timeMillis() < until)
              .anyMatch(each -> arm(each) != null && arm(each) != arm);
      boolean isReached =
          touchpoints.stream()
              .filter(each -> each.timeMillis() > since && each.timeMillis() < until)
              .anyMatch(
                  each -> each.type().equals("G") && (Long) each.properties().get("total") > 0);
      return isContaminated ? Result.CONTAMINATED : isReached ? Result.REACHED : Result.MISSED;
    }
  }
}
